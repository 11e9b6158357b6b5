import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora } from '../../../comun/fechas'
import { useCuentaPropia } from '../../../comun/sesion/usar'
import { Accion, Consulta, Estado, Tabla } from '../../../comun/ui'

const TEXTO = [{ nombre: 'texto', etiqueta: 'Texto', requerido: true, tipo: 'area', maximo: 4000 }] as const

/** Incidents of a hearing: reported by the OPL, answered by the DERFE within 24 hours (14.4). */
export function Incidencias({ audiencia }: { audiencia: string }) {
  const { rol } = useCuentaPropia()
  const refresca = useRefresca()
  const params = { path: { audiencia } }
  const despues = () => refresca(['incidencias', audiencia])
  return (
    <>
      <h2>Incidencias</h2>
      {rol !== 'ine' && (
        <Accion
          boton="Reportar una incidencia"
          campos={TEXTO}
          hacer={async ({ texto = '' }) => {
            await datos(api.POST('/v1/audiencias/{audiencia}/incidencias', { params, body: { texto } }))
            await despues()
          }}
        />
      )}
      <Consulta clave={['incidencias', audiencia]} pide={() => datos(api.GET('/v1/audiencias/{audiencia}/incidencias', { params }))}>
        {({ elementos }) => (
          <Tabla
            titulo="Incidencias"
            filas={elementos}
            llave={(i) => String(i.n)}
            vacia="Sin incidencias."
            columnas={[
              { titulo: 'Reportada', celda: (i) => fechaHora(i.reportada_en) },
              { titulo: 'Qué pasó', celda: (i) => i.texto },
              { titulo: 'Estado', celda: (i) => <Estado clase="incidencia" valor={i.estado} /> },
              {
                titulo: 'Respuesta',
                celda: (i) =>
                  i.respuesta ??
                  (rol === 'ine' ? (
                    <Accion
                      boton="Responder"
                      titulo={`Responder la incidencia ${i.n}`}
                      campos={TEXTO}
                      hacer={async ({ texto = '' }) => {
                        const path = { audiencia, incidencia: String(i.n) }
                        await datos(
                          api.POST('/v1/audiencias/{audiencia}/incidencias/{incidencia}/respuesta', {
                            params: { path } as never,
                            body: { texto },
                          }),
                        )
                        await despues()
                      }}
                    />
                  ) : (
                    `Antes de ${fechaHora(i.vence)}`
                  )),
              },
            ]}
          />
        )}
      </Consulta>
    </>
  )
}
