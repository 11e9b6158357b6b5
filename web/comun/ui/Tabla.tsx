import type { ReactNode } from 'react'

export interface Columna<T> {
  titulo: string
  celda: (fila: T) => ReactNode
  /** Figures are set to the right. */
  cifra?: boolean
}

interface Props<T> {
  titulo: string
  /** A caption that only screen readers get, where a heading says the same. */
  tituloOculto?: boolean
  filas: readonly T[]
  llave: (fila: T) => string
  columnas: readonly Columna<T>[]
  vacia?: ReactNode
}

export function Tabla<T>({ titulo, tituloOculto = true, filas, llave, columnas, vacia }: Props<T>) {
  if (!filas.length) return <p className="vacia">{vacia ?? 'No hay nada que mostrar todavía.'}</p>
  return (
    // A wide table scrolls by itself, by keyboard too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="tabla-caja" role="region" aria-label={titulo} tabIndex={0}>
      <table>
        <caption className={tituloOculto ? 'oculto' : undefined}>{titulo}</caption>
        <thead>
          <tr>
            {columnas.map((c) => (
              <th key={c.titulo} scope="col" className={c.cifra ? 'cifra' : undefined}>
                {c.titulo}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {filas.map((fila) => (
            <tr key={llave(fila)}>
              {columnas.map((c) => (
                <td key={c.titulo} className={c.cifra ? 'cifra' : undefined}>
                  {c.celda(fila)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
