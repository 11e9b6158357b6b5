import { api, datos } from '../../../comun/api/cliente'
import { fechaHora } from '../../../comun/fechas'
import { CLASES, nombreDeClase } from '../../../comun/textos/clases'
import { hechoEnPalabras } from '../../../comun/textos/historia'
import { Aviso, Consulta, Datos } from '../../../comun/ui'

/** One record: its class, why, what that means, and its history; nothing of the citizen. */
export default function Registro({ folio }: { folio: string }) {
  return (
    <>
      <h1>Registro de apoyo</h1>
      <p className="mono">{folio}</p>
      <Consulta clave={['registro', folio]} pide={() => datos(api.GET('/v1/apoyos/{folio}', { params: { path: { folio } } }))}>
        {(r) => (
          <>
            <p className="bajada">{r.aviso}</p>
            <Datos
              pares={[
                ['Clase', nombreDeClase(r.clase)],
                ['Motivo', r.motivo],
                ['Fundamento', r.fundamento],
                ['Recibido', fechaHora(r.recibido_en)],
                ['Revisado por la Mesa', r.revisado ? 'Sí' : 'Todavía no'],
              ]}
            />
            {CLASES[r.clase] && (
              <Aviso titulo="Qué significa">
                <p>{CLASES[r.clase]?.significa}</p>
                <p>
                  <strong>Qué puede hacer:</strong> {CLASES[r.clase]?.puede}
                </p>
              </Aviso>
            )}
            <h2>Historia</h2>
            <ol>
              {r.historia.map((h, i) => (
                <li key={i}>
                  {fechaHora(String((h as Record<string, unknown>).en))}: {hechoEnPalabras(h as Record<string, unknown>)}
                </li>
              ))}
            </ol>
          </>
        )}
      </Consulta>
    </>
  )
}
