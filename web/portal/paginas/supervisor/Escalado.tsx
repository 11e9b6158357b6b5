import { useLocation } from 'wouter'
import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora } from '../../../comun/fechas'
import { nombreDeDato } from '../../../comun/textos/palabras'
import { Accion, Consulta, Datos } from '../../../comun/ui'
import { Migas } from '../../Migas'
import { ImagenesDeCedula } from '../proceso/ImagenesDeCedula'
import { opcionesDe, useOperadores } from './personas'

/** An escalated record with what was said, for the authority to determine or give back (13.8). */
export default function Escalado({ proceso, folio }: { proceso: string; folio: string }) {
  const refresca = useRefresca()
  const [, ve] = useLocation()
  const operadores = useOperadores(proceso)
  const params = { path: { proceso, folio } }
  async function despues() {
    await refresca(['escalados', proceso])
    ve(`/proceso/${proceso}/escalados`)
  }
  return (
    <>
      <Migas de={[['Escalados', `/proceso/${proceso}/escalados`]]} />
      <h1>Registro escalado</h1>
      <p className="mono">{folio}</p>
      <Consulta
        clave={['escalado', folio]}
        pide={() => datos(api.GET('/v1/procesos/{proceso}/mesa/escalados/{folio}', { params }))}
      >
        {(h) => (
          <>
            {h.notas.map((n) => (
              <article key={n.en} className="mensaje">
                <strong>{n.quien}</strong> · {fechaHora(n.en)}
                <p>{n.texto}</p>
              </article>
            ))}
            <ImagenesDeCedula imagenes={h.imagenes} />
            <Datos
              pares={Object.entries(h.credencial).map(
                ([c, v]: [string, unknown]) => [nombreDeDato(c), Array.isArray(v) ? v.join(' ') : v == null ? '' : String(v)] as const,
              )}
            />
            {h.hallazgos.map((f) => (
              <p key={f.codigo}>
                <strong>Hallazgo ({f.numeral}):</strong> {f.texto}
              </p>
            ))}
            <div className="botones">
              <Accion
                boton="Determinar"
                tipo="primario"
                explica={<p>Es el dictamen del registro (13.8). La persona aspirante lee el texto, y se avisa a la DERFE.</p>}
                campos={[
                  { nombre: 'valido', etiqueta: 'Determinación', requerido: true, opciones: [{ valor: 'si', texto: 'Válido' }, { valor: 'no', texto: 'Con inconsistencia' }] },
                  { nombre: 'texto', etiqueta: 'Razón', requerido: true, tipo: 'area', maximo: 280 },
                  { nombre: 'oficio', etiqueta: 'Oficio', requerido: true, maximo: 80 },
                ]}
                hacer={async ({ valido, texto = '', oficio = '' }) => {
                  const body = { valido: valido === 'si', texto, oficio }
                  await datos(api.POST('/v1/procesos/{proceso}/mesa/escalados/{folio}/determinacion', { params, body }))
                  await despues()
                }}
              />
              <Accion
                boton="Devolver a un operador"
                campos={[
                  { nombre: 'operador', etiqueta: 'Operador', requerido: true, opciones: opcionesDe(operadores) },
                  { nombre: 'texto', etiqueta: 'Instrucciones', requerido: true, tipo: 'area', maximo: 1000 },
                ]}
                hacer={async ({ operador = '', texto = '' }) => {
                  await datos(api.POST('/v1/procesos/{proceso}/mesa/escalados/{folio}/devolucion', { params, body: { operador, texto } }))
                  await despues()
                }}
              />
            </div>
          </>
        )}
      </Consulta>
    </>
  )
}
