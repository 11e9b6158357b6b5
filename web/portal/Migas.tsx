import { Link } from 'wouter'

/** Where a page hangs: `[texto, dirección]` from the top. */
export function Migas({ de }: { de: readonly (readonly [string, string])[] }) {
  return (
    <nav aria-label="Ruta de la página" className="migas">
      {de.map(([texto, a], i) => (
        <span key={a}>
          {i > 0 && ' › '}
          <Link href={a}>{texto}</Link>
        </span>
      ))}
    </nav>
  )
}
