import { Link, useLocation } from 'wouter'
import { palabra } from '../../../comun/textos/palabras'
import { Aviso } from '../../../comun/ui'
import { Entrar } from '../publico/Entrar'

export function NoExiste() {
  return (
    <>
      <h1>Esta página no existe</h1>
      <p>
        Revise la dirección o vaya al <Link href="/">inicio</Link>.
      </p>
    </>
  )
}

/** Whoever is not signed in may sign in and come back here; another role is told so. */
export function SinPermiso({ rol }: { rol: string }) {
  const [donde] = useLocation()
  if (rol === 'nadie') {
    return (
      <>
        <h1>Inicie sesión para continuar</h1>
        <Entrar volver={donde + location.search} />
      </>
    )
  }
  return (
    <>
      <h1>Su cuenta no tiene acceso a esta página</h1>
      <Aviso tono="cuidado">
        <p>
          Actúa como <strong>{palabra('rol', rol)}</strong>. Si debería tener este acceso, pídalo a quien administra las
          cuentas de su institución.
        </p>
      </Aviso>
      <p>
        <Link href="/">Ir al inicio</Link>
      </p>
    </>
  )
}
