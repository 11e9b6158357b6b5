import { Link } from 'wouter'
import { useApp } from '../partes/contexto'

/** Where else one can go. */
export function Menu() {
  const { vista } = useApp()
  return (
    <nav className="menu" aria-label="Menú">
      <Link href="/ajustes">Configuración</Link>
      {vista.modo === 'auxiliar' && vista.auxiliar && <Link href="/dispositivos">Baja de Dispositivo</Link>}
      <Link href="/ayuda">Ayuda y estado</Link>
    </nav>
  )
}
