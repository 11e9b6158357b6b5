import { useState } from 'react'
import { Link } from 'wouter'
import { useCuenta } from '../../../comun/sesion/usar'
import { guiaDe } from '../../guias'
import { direccionDe } from '../../rutas/direccion'

/** First steps of a role; open at the first visit, and as it was left from then on (kept on this machine, without data). */
export function Guia({ rol }: { rol: string }) {
  const cuenta = useCuenta()
  const guia = guiaDe(rol)
  const llave = `guia-${rol}`
  const [cerrada] = useState(() => lee(llave))
  if (!guia) return null
  return (
    <details className="guia" open={!cerrada} onToggle={(e) => escribe(llave, e.currentTarget.open)}>
      <summary>Primeros pasos</summary>
      <ol>
        {guia.pasos.map((p) => {
          const a = p.camino && direccionDe({ camino: p.camino }, cuenta)
          return <li key={p.hace}>{a ? <Link href={a}>{p.hace}</Link> : p.hace}</li>
        })}
      </ol>
    </details>
  )
}

function lee(llave: string): boolean {
  try {
    return localStorage.getItem(llave) === 'cerrada'
  } catch {
    return false // a browser that keeps nothing shows the guide each time
  }
}

function escribe(llave: string, abierta: boolean): void {
  try {
    localStorage.setItem(llave, abierta ? 'abierta' : 'cerrada')
  } catch {
    /* as above */
  }
}
