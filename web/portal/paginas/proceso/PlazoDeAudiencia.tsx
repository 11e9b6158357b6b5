import { api, datos } from '../../../comun/api/cliente'
import { useRefresca } from '../../../comun/api/usar'
import { fechaHora, numero } from '../../../comun/fechas'
import { Accion, Consulta, Datos } from '../../../comun/ui'

/** Until when a hearing is asked for in a period (14.3). */
export function PlazoDeAudiencia({ proceso, periodo, edita }: { proceso: string; periodo: string; edita: boolean }) {
  const refresca = useRefresca()
  const params = { path: { proceso, periodo } }
  return (
    <>
      <h2>Plazo para pedir audiencia (14.3)</h2>
      <Consulta
        clave={['plazo de audiencia', proceso, periodo]}
        pide={() => datos(api.GET('/v1/procesos/{proceso}/periodos/{periodo}/plazo-audiencia', { params }))}
      >
        {(p) => (
          <>
            <Datos
              pares={[
                ['Días después del último plazo de la Mesa', numero(p.dias)],
                ['Se pide hasta', fechaHora(p.limite)],
              ]}
            />
            {edita && (
              <Accion
                boton="Cambiar el plazo"
                campos={[{ nombre: 'dias', etiqueta: 'Días', tipo: 'number', requerido: true, minimo: 0, maximo: 60 }]}
                iniciales={{ dias: String(p.dias) }}
                hacer={async ({ dias }) => {
                  await datos(api.PUT('/v1/procesos/{proceso}/periodos/{periodo}/plazo-audiencia', { params, body: { dias: Number(dias) } }))
                  await refresca(['plazo de audiencia', proceso, periodo])
                }}
              />
            )}
          </>
        )}
      </Consulta>
    </>
  )
}
