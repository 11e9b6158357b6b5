import { useQuery } from '@tanstack/react-query'
import type { Respuesta } from '../../../comun/api/tipos'
import { api, datos } from '../../../comun/api/cliente'

export type DeMesa = Respuesta<'/v1/procesos/{proceso}/operadores', 'get'>['elementos'][number]

const POR_PAGINA = 100

/** All operators of a process's Mesa, by name. */
async function todos(proceso: string): Promise<DeMesa[]> {
  const hallados: DeMesa[] = []
  let despues: string | undefined
  do {
    const params = { path: { proceso }, query: { cuantos: POR_PAGINA, despues } }
    const pagina = await datos(api.GET('/v1/procesos/{proceso}/operadores', { params }))
    hallados.push(...pagina.elementos)
    despues = pagina.siguiente ?? undefined
  } while (despues)
  return hallados.sort((a, b) => nombreDe(a).localeCompare(nombreDe(b), 'es'))
}

/** An account without a name on file is shown by its key. */
export const nombreDe = (o: Pick<DeMesa, 'operador' | 'nombre'>) => o.nombre || o.operador

/** The operators of a process, empty until they are read. */
export function useOperadores(proceso: string): readonly DeMesa[] {
  const consulta = useQuery({ queryKey: ['operadores', proceso, 'todos'], queryFn: () => todos(proceso), enabled: proceso !== '' })
  return consulta.data ?? []
}

/** Choices of a form: those whose account is in force, and whether they are on shift. */
export const opcionesDe = (operadores: readonly DeMesa[]) =>
  operadores
    .filter((o) => o.activo)
    .map((o) => ({ valor: o.operador, texto: o.estado === 'en_turno' ? nombreDe(o) : `${nombreDe(o)} (no está en turno)` }))

/** An operator's name, wherever the API gives the key. */
export function Operador({ proceso, cual }: { proceso: string; cual: string | null | undefined }) {
  const operadores = useOperadores(proceso)
  const suyo = operadores.find((o) => o.operador === cual)
  return suyo?.nombre ? <>{suyo.nombre}</> : <code>{cual ?? '—'}</code>
}
