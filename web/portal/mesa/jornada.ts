import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, datos } from '../../comun/api/cliente'

type Estado = 'en_turno' | 'pausa' | 'fuera'

/** The operator's shift: read once, changed by pause and end. */
export function useJornada() {
  const consultas = useQueryClient()
  // Read anew each time the desk is opened: what the page itself counts begins at zero then.
  const consulta = useQuery({
    queryKey: ['jornada'],
    queryFn: () => datos(api.GET('/v1/mesa/jornada')),
    staleTime: Infinity,
    gcTime: 0,
  })
  const [falla, setFalla] = useState<unknown>()
  const [ocupado, setOcupado] = useState(false)

  function pon(estado: Estado) {
    if (ocupado) return
    setOcupado(true)
    setFalla(undefined)
    datos(api.PUT('/v1/mesa/jornada', { body: { estado } }))
      .then((jornada) => consultas.setQueryData(['jornada'], jornada))
      .catch(setFalla)
      .finally(() => setOcupado(false))
  }
  return {
    datos: consulta.data,
    falla: falla ?? (consulta.isError ? consulta.error : undefined),
    ocupado,
    pon,
    alterna: () => pon(consulta.data?.estado === 'en_turno' ? 'pausa' : 'en_turno'),
  }
}
