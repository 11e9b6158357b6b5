import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import * as sesion from '../comun/sesion/sesion'
import { useCuenta, useSesion, type Cuenta } from '../comun/sesion/usar'
import { palabra } from '../comun/textos/palabras'
import { Boton } from '../comun/ui'
import { rutas } from './rutas'
import { direccionDe } from './rutas/direccion'

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
  const paginas = rutas
    .filter((r) => r.menu && r.roles.includes(rol as never))
    .map((r) => ({ texto: r.menu, a: direccionDe(r, cuenta) }))
  return (
    <nav className="navegacion" aria-label="Páginas">
      <button type="button" className="menu" aria-expanded={abierta} onClick={() => setAbierta(!abierta)}>
        Menú
      </button>
      <ul className={abierta ? 'abierta' : undefined}>
        {paginas.map(
          ({ texto, a }) =>
            a && (
              <li key={a}>
                <Link href={a} aria-current={donde === a ? 'page' : undefined} onClick={() => setAbierta(false)}>
                  {texto}
                </Link>
              </li>
            ),
        )}
      </ul>
    </nav>
  )
}
