import type { Opcion } from './Campo'

interface Props {
  id: string
  nombre: string
  valor: string
  cambia: (valor: string) => void
  opciones: readonly Opcion[]
  descrito?: string | undefined
}

/** Several of some choices, as boxes; the value is the chosen ones, separated by spaces. */
export function Varias({ id, nombre, valor, cambia, opciones, descrito }: Props) {
  const elegidas = valor.split(' ').filter(Boolean)
  const alterna = (cual: string, va: boolean) =>
    cambia((va ? [...elegidas, cual] : elegidas.filter((e) => e !== cual)).join(' '))
  if (!opciones.length) return <p className="vacia">No hay entre quién elegir.</p>
  return (
    <div className="varias" role="group" aria-labelledby={`${id}-nombre`} aria-describedby={descrito} data-varias={nombre}>
      {opciones.map((o) => (
        <label key={o.valor}>
          <input type="checkbox" value={o.valor} checked={elegidas.includes(o.valor)} onChange={(e) => alterna(o.valor, e.target.checked)} />
          {o.texto}
        </label>
      ))}
    </div>
  )
}
