import { useQuery } from '@tanstack/react-query'
import { api, datos } from '../comun/api/cliente'
import { fechaHora } from '../comun/fechas'
import { Aviso } from '../comun/ui'

const CADA_MS = 5 * 60_000

/** Maintenances under way or to come, above every page, signed in or not (9.15, 12.2). */
export function Mantenimiento() {
  const { data } = useQuery({ queryKey: ['atencion'], queryFn: () => datos(api.GET('/v1/atencion')), refetchInterval: CADA_MS })
  const proximos = data?.mantenimientos ?? []
  if (!proximos.length) return null
  return (
    <div className="mantenimientos">
      {proximos.map((m) => (
        <Aviso key={m.desde} tono="cuidado" titulo={enCurso(m.desde) ? 'Mantenimiento en curso' : 'Mantenimiento programado'}>
          <p>
            El sistema no está disponible de {fechaHora(m.desde)} a {fechaHora(m.hasta)} (hora del centro). Lo capturado en la aplicación se
            conserva y se envía al terminar.
          </p>
        </Aviso>
      ))}
    </div>
  )
}

const enCurso = (desde: string) => new Date(desde).getTime() <= Date.now()
