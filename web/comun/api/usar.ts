import { useQueryClient } from '@tanstack/react-query'

/** After something was done: what depends on it is read anew. */
export function useRefresca() {
  const consultas = useQueryClient()
  return (...claves: readonly unknown[][]) =>
    Promise.all(claves.map((queryKey) => consultas.invalidateQueries({ queryKey })))
}
