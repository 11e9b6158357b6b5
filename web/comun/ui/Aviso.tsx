import type { ReactNode } from 'react'

export type Tono = 'info' | 'bien' | 'cuidado' | 'mal'

const SIMBOLO: Record<Tono, string> = { info: 'i', bien: '✓', cuidado: '!', mal: '×' }

interface Props {
  tono?: Tono
  titulo?: string
  children?: ReactNode
  /** Announced to screen readers when it appears. */
  vivo?: boolean
}

export function Aviso({ tono = 'info', titulo, children, vivo = false }: Props) {
  const papel = vivo ? (tono === 'mal' ? 'alert' : 'status') : undefined
  return (
    <div className={`aviso aviso-${tono}`} role={papel}>
      <span className="aviso-simbolo" aria-hidden="true">
        {SIMBOLO[tono]}
      </span>
      <div>
        {titulo && <p className="aviso-titulo">{titulo}</p>}
        {children}
      </div>
    </div>
  )
}
