import { useEffect, useRef, type ReactNode } from 'react'
import { navigate } from 'wouter/use-hash-location'

interface Props {
  titulo: string
  /** Where «Atrás» leads; without it there is none. */
  atras?: string | (() => void)
  /** Buttons at the bottom, where a thumb reaches. */
  pie?: ReactNode
  children: ReactNode
}

/** A screen: its title takes the focus, so that a screen reader says where one is. */
export function Pagina({ titulo, atras, pie, children }: Props) {
  const cabeza = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${titulo} · Apoyo Ciudadano`
    cabeza.current?.focus()
  }, [titulo])
  return (
    <div className="pagina">
      <header className="barra-titulo">
        {atras !== undefined && (
          <button type="button" className="boton-atras" onClick={() => (typeof atras === 'string' ? navigate(atras) : atras())}>
            <span aria-hidden="true">←</span> Atrás
          </button>
        )}
        <h1 ref={cabeza} tabIndex={-1}>{titulo}</h1>
      </header>
      <main className="contenido">{children}</main>
      {pie && <div className="pie">{pie}</div>}
    </div>
  )
}
