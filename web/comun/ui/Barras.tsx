import { numero } from '../fechas'

interface Props {
  titulo: string
  filas: readonly { nombre: string; n: number; destaca?: boolean }[]
}

/** Figures with a bar each: the figure is text, the bar only repeats it. */
export function Barras({ titulo, filas }: Props) {
  const mayor = Math.max(1, ...filas.map((f) => f.n))
  return (
    <table className="barras">
      <caption className="oculto">{titulo}</caption>
      <tbody>
        {filas.map((f) => (
          <tr key={f.nombre}>
            <th scope="row">{f.nombre}</th>
            <td className="cifra">{numero(f.n)}</td>
            <td aria-hidden="true" className="barra">
              <svg viewBox="0 0 100 8" preserveAspectRatio="none">
                <rect width={(f.n / mayor) * 100} height="8" className={f.destaca ? 'destaca' : undefined} />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How much of what is required is there. */
export function Medidor({ tiene, requiere, texto }: { tiene: number; requiere: number; texto: string }) {
  return (
    <p className="medidor">
      <progress value={Math.min(tiene, requiere)} max={Math.max(1, requiere)} aria-label={texto} />
      <span>{texto}</span>
    </p>
  )
}
