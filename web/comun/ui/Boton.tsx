import type { ButtonHTMLAttributes } from 'react'

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  tipo?: 'primario' | 'secundario' | 'peligro' | 'llano'
  /** While it works the button keeps its place and takes no second click. */
  ocupado?: boolean
}

export function Boton({ tipo = 'secundario', ocupado = false, className = '', children, ...resto }: Props) {
  return (
    <button
      type="button"
      {...resto}
      className={`boton boton-${tipo} ${className}`}
      disabled={resto.disabled || ocupado}
      aria-busy={ocupado || undefined}
    >
      {ocupado ? 'Un momento…' : children}
    </button>
  )
}
