import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import * as sesion from '../comun/sesion/sesion'
import { useCuenta, useSesion, type Cuenta } from '../comun/sesion/usar'
import { palabra } from '../comun/textos/palabras'
import { Boton } from '../comun/ui'
import { rutas } from './rutas'

/** Header on every page: whose account acts, the pages of its role, and the way out. */
export function Cabecera({ cuentas }: { cuentas: Cuenta[] }) {
  const { dentro } = useSesion()
  const cuenta = useCuenta()
  return (
    <header className="cabecera">
      <div className="cabecera-fila">
        <Link href="/" className="marca">
          <span aria-hidden="true" className="marca-signo">
            ✓
          </span>
          Portal Web <span className="marca-sub">Sistema de Captación</span>
        </Link>
        {dentro && (
          <div className="quien">
            {cuenta && <span>{palabra('rol', cuenta.rol)}</span>}
            {cuentas.length > 1 && cuenta && <Link href="/cuenta">Cambiar de cuenta</Link>}
            <Boton onClick={() => void sesion.sal()}>Salir</Boton>
          </div>
        )}
      </div>
      <Navegacion rol={cuenta?.rol ?? (dentro ? 'visitante' : 'nadie')} cuenta={cuenta} />
    </header>
  )
}

function Navegacion({ rol, cuenta }: { rol: string; cuenta: Cuenta | undefined }) {
  const [donde] = useLocation()
  const [abierta, setAbierta] = useState(false)
  const paginas = rutas.filter((r) => r.menu && r.roles.includes(rol as never))
  const direccion = (camino: string) =>
    camino
      .replace(':proceso', cuenta?.proceso ?? '')
      .replace(':aspirante', cuenta?.aspirante ?? '')
      .replace(':opl', cuenta?.opl ?? '')
  return (
    <nav className="navegacion" aria-label="Páginas">
      <button type="button" className="menu" aria-expanded={abierta} onClick={() => setAbierta(!abierta)}>
        Menú
      </button>
      <ul className={abierta ? 'abierta' : undefined}>
        {paginas
          .filter((r) => !direccion(r.camino).includes('//') && !direccion(r.camino).endsWith('/') || r.camino === '/')
          .map((r) => (
            <li key={r.camino}>
              <Link
                href={direccion(r.camino)}
                aria-current={donde === direccion(r.camino) ? 'page' : undefined}
                onClick={() => setAbierta(false)}
              >
                {r.menu}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  )
}
