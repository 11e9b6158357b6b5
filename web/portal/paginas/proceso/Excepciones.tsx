import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { dia, fechaHora, hoy } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { Accion, Lista } from '../../../comun/ui'
import { DeAspirante } from './Subpaginas'

/** Municipios in which the OPL admits paper of this aspirante (11.1, 11.2). */
export default function Excepciones({ aspirante }: { aspirante: string }) {
  const { rol } = useCuentaPropia()
  const refresca = useRefresca()
  const params = { path: { aspirante } }
  const municipio = { nombre: 'municipio', etiqueta: 'Municipio', requerido: true, maximo: 3, ayuda: 'Clave de tres dígitos.' } as const
  const oficio = { nombre: 'oficio', etiqueta: 'Oficio', requerido: true, maximo: 120 } as const
  return (
    <>
      <h1>Régimen de excepción</h1>
      <DeAspirante aspirante={aspirante} />
      {rol === 'opl' && (
        <Accion
          boton="Otorgar un municipio"
          tipo="primario"
          iniciales={{ desde: hoy() }}
          campos={[municipio, oficio, { nombre: 'desde', etiqueta: 'Desde', tipo: 'date', requerido: true }]}
          hacer={async (v) => {
            await datos(api.POST('/v1/aspirantes/{aspirante}/excepciones', { params, body: v as never }))
            await refresca(['excepciones', aspirante])
          }}
        />
      )}
      <Lista
        titulo="Municipios otorgados"
        clave={['excepciones', aspirante]}
        pagina={(c) => datos(api.GET('/v1/aspirantes/{aspirante}/excepciones', { params: { ...params, query: { despues: c } } }))}
        llave={(e) => e.municipio + e.otorgada_en}
        columnas={[
          { titulo: 'Municipio', celda: (e) => e.municipio },
          { titulo: 'Oficio', celda: (e) => e.oficio },
          { titulo: 'Desde', celda: (e) => dia(e.desde) },
          { titulo: 'Retirado', celda: (e) => (e.retirado_en ? `${fechaHora(e.retirado_en)} (${e.retiro_oficio})` : '—') },
          {
            titulo: 'Acciones',
            celda: (e) =>
              rol === 'opl' && !e.retirado_en ? (
                <Accion
                  boton="Retirar"
                  titulo={`Retirar el municipio ${e.municipio}`}
                  tipo="peligro"
                  campos={[oficio]}
                  hacer={async ({ oficio: o = '' }) => {
                    const body = { municipio: e.municipio, oficio: o }
                    await datos(api.POST('/v1/aspirantes/{aspirante}/excepciones/retiro', { params, body }))
                    await refresca(['excepciones', aspirante])
                  }}
                />
              ) : (
                '—'
              ),
          },
        ]}
      />
    </>
  )
}
