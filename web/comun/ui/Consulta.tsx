import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorDeApi } from '../api/problemas'
import { Cargando } from './Cargando'
import { Falla } from './Falla'

interface Props<T> {
  clave: readonly unknown[]
  pide: () => Promise<T>
  children: (datos: T) => ReactNode
  /** Milliseconds between readings, where something is awaited. */
  cada?: (datos: T | undefined) => number | false
  /** What is shown where there is nothing of it yet (404), which is no fault. */
  ninguno?: ReactNode
}

/** What comes of one reading, with its loading and refusal states. */
export function Consulta<T>({ clave, pide, children, cada, ninguno }: Props<T>) {
  const consulta = useQuery({
    queryKey: clave,
    queryFn: pide,
    refetchInterval: cada ? (q) => cada(q.state.data as T | undefined) : false,
  })
  if (consulta.isPending) return <Cargando />
  if (ninguno !== undefined && consulta.error instanceof ErrorDeApi && consulta.error.codigo === 'no_encontrado') return ninguno
  const falla = consulta.isError && <Falla falla={consulta.error} repetir={() => void consulta.refetch()} />
  if (consulta.data === undefined) return falla
  // What was read stays, and with it what somebody is typing: a later reading may fail.
  return (
    <>
      {falla}
      {children(consulta.data)}
    </>
  )
}
