import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, type ReactNode } from 'react'
import { Boton } from './Boton'
import { Cargando } from './Cargando'
import { Falla } from './Falla'
import { Tabla, type Columna } from './Tabla'

interface Pagina<T> {
  elementos: T[]
  siguiente: string | null
}

interface Props<T> {
  titulo: string
  clave: readonly unknown[]
  /** One page of the list, after that cursor. */
  pagina: (despues: string | undefined) => Promise<Pagina<T>>
  llave: (fila: T) => string
  columnas: readonly Columna<T>[]
  vacia?: ReactNode
  /** Over all rows fetched so far, above the table. */
  encima?: (filas: T[]) => ReactNode
}

/** Pages in a row without a row, after which a filtered list asks before it goes on. */
const VACIAS = 5

/** A list by cursor: the first page at once, the rest when asked for, never all of it. */
export function Lista<T>({ titulo, clave, pagina, llave, columnas, vacia, encima }: Props<T>) {
  const consulta = useInfiniteQuery({
    queryKey: clave,
    queryFn: ({ pageParam }) => pagina(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (ultima) => ultima.siguiente ?? undefined,
  })
  const paginas = consulta.data?.pages ?? []
  const filas = paginas.flatMap((p) => p.elementos)
  const { hasNextPage, isFetching, fetchNextPage } = consulta
  const busca = hasNextPage && !isFetching && !filas.length && paginas.length < VACIAS
  useEffect(() => {
    if (busca) void fetchNextPage()
  }, [busca, fetchNextPage])

  if (consulta.isPending || busca) return <Cargando />
  if (consulta.isError && !paginas.length)
    return <Falla falla={consulta.error} repetir={() => void consulta.refetch()} />
  return (
    <>
      {encima?.(filas)}
      <Tabla titulo={titulo} filas={filas} llave={llave} columnas={columnas} vacia={vacia} />
      {consulta.isError && <Falla falla={consulta.error} repetir={() => void fetchNextPage()} />}
      {hasNextPage && (
        <Boton ocupado={consulta.isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {filas.length ? `Mostrar más (van ${filas.length})` : 'Seguir buscando'}
        </Boton>
      )}
    </>
  )
}
