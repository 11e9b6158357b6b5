import { StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import '../comun/estilo/base.css'
import './app.css'
import * as sesion from '../comun/sesion/sesion'
import { Aviso } from '../comun/ui'
import { Aplicacion } from './estado/aplicacion'
import { listenForReturn } from './estado/envoltura'
import { Contexto } from './partes/contexto'
import { Rutas } from './rutas'
import { registerWorker } from './servicio'

/** What the app cannot do without. */
const FALTAN: [boolean, string][] = [
  [typeof indexedDB !== 'undefined', 'guardar datos'],
  [Boolean(globalThis.crypto?.subtle), 'cifrar'],
  [typeof OffscreenCanvas !== 'undefined', 'leer imágenes']
]

async function start(raiz: Root): Promise<void> {
  const falta = FALTAN.filter(([hay]) => !hay).map(([, que]) => que)
  if (falta.length) return raiz.render(<Sin texto={`Este navegador no puede ${falta.join(', ')}. Actualice el navegador o use otro teléfono.`} />)
  let app: Aplicacion
  try {
    app = await Aplicacion.start()
  } catch (error) {
    return raiz.render(<Sin texto={sinAlmacen(error)} />)
  }
  await enter()
  raiz.render(
    <StrictMode>
      <Contexto value={app}>
        <Rutas />
      </Contexto>
    </StrictMode>
  )
  listenForReturn()
  void app.restoreSession()
  registerWorker(() => app.set({ hayVersion: true })).catch(() => undefined)
}

/** Why nothing can be kept: an older build on a newer storage, or a browser that keeps nothing. */
function sinAlmacen(error: unknown): string {
  if ((error as DOMException | null)?.name === 'VersionError') return 'Aquí se usó ya una versión más nueva de la aplicación. Con Internet, ciérrela y ábrala de nuevo para actualizarla. Lo que guarda no se borra.'
  return 'Este navegador no permite guardar datos: puede ser una ventana privada. Abra la aplicación en una ventana normal.'
}

/** Back from the sign-in of the provider: go on where one left; without network the session is taken up later. */
async function enter(): Promise<void> {
  try {
    if (location.pathname === '/sesion') {
      const volver = await sesion.recibe(location.search)
      history.replaceState(null, '', volver ?? '/')
    } else {
      await sesion.reanuda()
    }
  } catch {
    history.replaceState(null, '', `/${location.hash}`)
  }
}

function Sin({ texto }: { texto: string }) {
  return (
    <main className="contenido">
      <h1>Apoyo Ciudadano</h1>
      <Aviso tono="mal" titulo="No se puede usar aquí" vivo><p>{texto}</p></Aviso>
    </main>
  )
}

void start(createRoot(document.getElementById('raiz')!))
