import { api, datos } from '../../../comun/api/cliente'
import { fechaHora } from '../../../comun/fechas'
import { nombreDeDato } from '../../../comun/textos/palabras'
import { Consulta, Datos } from '../../../comun/ui'

/** Former versions of a confirmed registration, the latest first (6.1). */
export function Versiones({ aspirante }: { aspirante: string }) {
  const params = { path: { aspirante } }
  return (
    <Consulta clave={['versiones', aspirante]} pide={() => datos(api.GET('/v1/aspirantes/{aspirante}/versiones', { params }))}>
      {(v) =>
        v.anteriores.length === 0 ? null : (
          <>
            <h2>Versiones anteriores</h2>
            {v.anteriores.map((anterior) => (
              <details key={anterior.version}>
                <summary>
                  Versión {anterior.version}, hasta el {fechaHora(anterior.hasta)}
                  {anterior.motivo && `: ${anterior.motivo}`}
                </summary>
                <Datos
                  pares={[
                    ['Emblema (SHA-256)', anterior.emblema],
                    ...Object.entries(anterior.datos ?? {}).map(([c, d]) => [nombreDeDato(c), d] as const),
                  ]}
                />
              </details>
            ))}
          </>
        )
      }
    </Consulta>
  )
}
