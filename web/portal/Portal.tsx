import { Suspense, useEffect, useRef } from 'react'
import { Link, Route, Switch, useLocation } from 'wouter'
import { Cargando, Falla } from '../comun/ui'
import * as sesion from '../comun/sesion/sesion'
import { CuentaActiva, useCuentas, useSesion, type Cuenta } from '../comun/sesion/usar'
import { Cabecera } from './Cabecera'
import { Inactividad } from './Inactividad'
import { Limite } from './Limite'
import { Mantenimiento } from './Mantenimiento'
import { ElegirCuenta } from './paginas/comunes/ElegirCuenta'
import { NoExiste, SinPermiso } from './paginas/comunes/NoDisponible'
import { Regreso } from './paginas/comunes/Regreso'
import { rutas, type Ruta } from './rutas'
import { SinConexion } from './SinConexion'

/** The whole portal: header, the page of the address, and whatever stands before it (sign in, choose an account). */
export function Portal() {
  const { dentro, cuenta } = useSesion()
  const cuentas = useCuentas()
  const todas = cuentas.data?.cuentas ?? []
  const elegida = todas.find((c) => c.cuenta === cuenta) ?? (todas.length === 1 ? todas[0] : undefined)
  const falta = dentro && !elegida && todas.length > 1
  return (
    <CuentaActiva cuenta={dentro ? elegida : undefined}>
      <a className="salta" href="#contenido">
        Ir al contenido
      </a>
      <Cabecera cuentas={todas} />
      {dentro && <Inactividad />}
      <SinConexion />
      <Mantenimiento />
      <Principal>
        {dentro && cuentas.isPending ? (
          <Cargando />
        ) : dentro && cuentas.data === undefined && cuentas.isError ? (
          <Falla falla={cuentas.error} repetir={() => void cuentas.refetch()} />
        ) : falta ? (
          <ElegirCuenta cuentas={todas} elige={(c) => sesion.elige(c.cuenta)} />
        ) : (
          <Paginas cuenta={elegida} />
        )}
      </Principal>
      <footer className="pie">
        <p>
          Sistema de Captación de Datos · <Link href="/avance-publico">Avance de los apoyos</Link> ·{' '}
          <Link href="/ayuda">Ayuda y contacto</Link> · <Link href="/avisos">Avisos de privacidad</Link> ·{' '}
          <Link href="/bitacora">Bitácora pública</Link>
        </p>
      </footer>
    </CuentaActiva>
  )
}

/** The page's region; the focus moves to it when the address changes, so that a screen reader starts there. */
function Principal({ children }: { children: React.ReactNode }) {
  const [donde] = useLocation()
  const region = useRef<HTMLElement>(null)
  const primera = useRef(true)
  useEffect(() => {
    if (!primera.current) region.current?.focus()
    primera.current = false
    window.scrollTo(0, 0)
  }, [donde])
  return (
    <main id="contenido" ref={region} tabIndex={-1}>
      <Limite key={donde}>
        <Suspense fallback={<Cargando />}>{children}</Suspense>
      </Limite>
    </main>
  )
}

function Paginas({ cuenta }: { cuenta: Cuenta | undefined }) {
  return (
    <Switch>
      <Route path="/sesion">
        <Regreso />
      </Route>
      {rutas.map((ruta) => (
        <Route key={ruta.camino} path={ruta.camino}>
          {(parametros) => <Pagina ruta={ruta} cuenta={cuenta} parametros={parametros as Record<string, string>} />}
        </Route>
      ))}
      <Route>
        <NoExiste />
      </Route>
    </Switch>
  )
}

interface PropsDePagina {
  ruta: Ruta
  cuenta: Cuenta | undefined
  parametros: Record<string, string>
}

function Pagina({ ruta, cuenta, parametros }: PropsDePagina) {
  const { dentro } = useSesion()
  useEffect(() => {
    document.title = `${ruta.titulo} · Sistema de Captación`
  }, [ruta])
  const rol = cuenta?.rol ?? (dentro ? 'visitante' : 'nadie')
  if (!ruta.roles.includes(rol as never)) return <SinPermiso rol={rol} />
  const Contenido = ruta.pagina
  return <Contenido {...parametros} />
}
