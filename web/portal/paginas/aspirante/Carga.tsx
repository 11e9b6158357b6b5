import { api, datos } from '../../../comun/api/cliente'
import { fechaHora, numero } from '../../../comun/fechas'
import { palabra } from '../../../comun/textos/palabras'
import { Aviso, Boton, Consulta, Datos, Estado, Tabla } from '../../../comun/ui'
import { Migas } from '../../Migas'

const TERMINADAS = ['aplicada', 'rechazada', 'vencida']

/** A load as it goes, and at its end the first faults by row; all of them are in the report. */
export default function Carga({ aspirante, carga }: { aspirante: string; carga: string }) {
  const params = { path: { aspirante, carga } }
  async function reporte() {
    const { url } = await datos(api.GET('/v1/aspirantes/{aspirante}/cargas/{carga}/reporte', { params }))
    location.assign(url)
  }
  return (
    <>
      <Migas de={[['Cargas', `/aspirante/${aspirante}/cargas`]]} />
      <h1>Carga {carga}</h1>
      <Consulta
        clave={['carga', carga]}
        pide={() => datos(api.GET('/v1/aspirantes/{aspirante}/cargas/{carga}', { params }))}
        cada={(c) => (c && TERMINADAS.includes(c.estado) ? false : 2_000)}
      >
        {(c) => (
          <>
            <p aria-live="polite">
              <Estado clase="carga" valor={c.estado} />
            </p>
            {c.estado === 'rechazada' && (
              <Aviso tono="mal" titulo="No se registró a nadie de este archivo">
                <p>
                  Corrija {numero(c.faltas_total)} faltas en {numero(c.renglones_con_faltas)} renglones y envíe el archivo de nuevo.
                </p>
              </Aviso>
            )}
            {c.estado === 'aplicada' && (
              <Aviso tono="bien" titulo={`Se registró a ${numero(c.aplicadas)} personas`}>
                {c.bajas > 0 && <p>{numero(c.bajas)} quedaron dadas de baja por su situación en el padrón (7.6).</p>}
              </Aviso>
            )}
            <Datos
              pares={[
                ['Estado', palabra('carga', c.estado)],
                ['Anunciada', fechaHora(c.anunciada_en)],
                ['Terminada', fechaHora(c.terminada_en)],
                ['Renglones', numero(c.total)],
                ['Leídos', numero(c.leidas)],
                ['Validados', numero(c.validadas)],
                ['Registrados', numero(c.aplicadas)],
              ]}
            />
            {c.faltas.length > 0 && (
              <Tabla
                titulo="Primeras faltas"
                tituloOculto={false}
                filas={c.faltas}
                llave={(f) => `${f.linea} ${f.columna} ${f.codigo}`}
                columnas={[
                  { titulo: 'Renglón', celda: (f) => f.linea, cifra: true },
                  { titulo: 'Columna', celda: (f) => f.columna },
                  { titulo: 'Qué corregir', celda: (f) => f.texto },
                ]}
              />
            )}
            {c.reporte && <Boton onClick={() => void reporte()}>Guardar el reporte completo (CSV)</Boton>}
          </>
        )}
      </Consulta>
    </>
  )
}
