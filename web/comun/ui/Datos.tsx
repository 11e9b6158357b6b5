import type { ReactNode } from 'react'

/** Names and values, one under the other. */
export function Datos({ pares }: { pares: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="datos">
      {pares.map(([nombre, valor]) => (
        <div key={nombre}>
          <dt>{nombre}</dt>
          <dd>{valor === '' || valor == null ? '—' : valor}</dd>
        </div>
      ))}
    </dl>
  )
}
