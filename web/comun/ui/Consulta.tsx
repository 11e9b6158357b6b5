import { useQuery } from '@tanstack/react-query'
import { useLayoutEffect, useState, type ReactNode } from 'react'
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
  if (consulta.data === undefined)
    return (
      <>
        <TituloSiFalta />
        {falla}
      </>
    )
  // What was read stays, and with it what somebody is typing: a later reading may fail.
  return (
    <>
      {falla}
      {children(consulta.data)}
    </>
  )
}

/** The heading of a page that is nothing but a refusal: its own would have stood in what could not be read. */
function TituloSiFalta() {
  const [falta, setFalta] = useState(false)
  useLayoutEffect(() => {
    const pagina = document.querySelector('main')
    setFalta(pagina !== null && !pagina.querySelector('h1'))
  }, [])
  return falta ? <h1>No se puede mostrar esta página</h1> : null
}
