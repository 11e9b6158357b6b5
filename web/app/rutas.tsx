import type { ReactElement } from 'react'
import { Redirect, Route, Router, Switch, useLocation } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { Boton } from '../comun/ui'
import { Acuses } from './pantallas/Acuses'
import { Activar, Codigo, MiApoyoAviso } from './pantallas/Activar'
import { Ajustes } from './pantallas/Ajustes'
import { Aspirantes } from './pantallas/Apoyar'
import { Ayuda } from './pantallas/Ayuda'
import { CapturaAuxiliar, Testigos } from './pantallas/Capturar'
import { Desbloquear, Restablecer } from './pantallas/Contrasena'
import { Dispositivos } from './pantallas/Dispositivos'
import { Entrar } from './pantallas/Entrar'
import { Inicio } from './pantallas/Inicio'
import { Pendientes } from './pantallas/Pendientes'
import { RegistroAviso, RegistroDatos, RegistroEntrar } from './pantallas/Registro'
import { useApp } from './partes/contexto'
import { takeUpdate } from './servicio'

/** Every screen by its address; the hash keeps addresses out of the server's logs and needs no server off line. */
export const PANTALLAS: Record<string, () => ReactElement> = {
  '/': Inicio,
  '/registro': RegistroAviso,
  '/registro/entrar': RegistroEntrar,
  '/registro/datos': RegistroDatos,
  '/restablecer': Restablecer,
  '/entrar': () => <Entrar titulo="Entrar" atras="/pendientes" volver={() => '/#/pendientes'} />,
  '/captura': CapturaAuxiliar,
  '/testigos': Testigos,
  '/pendientes': Pendientes,
  '/acuses': Acuses,
  '/dispositivos': Dispositivos,
  '/mi-apoyo/aviso': MiApoyoAviso,
  '/mi-apoyo/activar': Activar,
  '/mi-apoyo/codigo': Codigo,
  '/mi-apoyo/aspirantes': Aspirantes,
  '/ajustes': Ajustes,
  '/ayuda': Ayuda
}

/** What can be seen without the local password. */
const ABIERTAS = ['/ajustes', '/ayuda', '/restablecer']
/** Where an update is not offered: something is being captured. */
const CAPTURANDO = ['/captura', '/testigos', '/mi-apoyo/aspirantes', '/mi-apoyo/activar']

export function Rutas() {
  return (
    <Router hook={useHashLocation}>
      <Version />
      <Pantalla />
    </Router>
  )
}

function Pantalla() {
  const { vista } = useApp()
  const [camino] = useLocation()
  if (vista.modo === 'auxiliar' && vista.bloqueada && !ABIERTAS.includes(camino)) return <Desbloquear />
  return (
    <Switch>
      {Object.entries(PANTALLAS).map(([ruta, Hecha]) => (
        <Route key={ruta} path={ruta}><Hecha /></Route>
      ))}
      <Route><Redirect to="/" /></Route>
    </Switch>
  )
}

/** A newer build waits; it is taken between captures only. */
function Version() {
  const { vista } = useApp()
  const [camino] = useLocation()
  if (!vista.hayVersion || CAPTURANDO.includes(camino)) return null
  return (
    <div className="version" role="status">
      <span>Hay una versión nueva.</span>
      <Boton onClick={takeUpdate}>Actualizar</Boton>
    </div>
  )
}
