import { useQuery } from '@tanstack/react-query'
import { api, datos } from '../../comun/api/cliente'
import type { Inciso } from './tipos'

const NINGUNO: Inciso[] = []

/** The catalogue in force, read again every few minutes: another version may come into force during a shift. */
export function useCatalogo(): { catalogo: string; incisos: Inciso[] } {
  const { data } = useQuery({
    queryKey: ['catalogo vigente'],
    queryFn: () => datos(api.GET('/v1/mesa/catalogo')),
    refetchInterval: 300_000,
  })
  return { catalogo: data?.catalogo ?? '', incisos: data?.incisos ?? NINGUNO }
}
