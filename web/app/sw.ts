// The service worker: the app starts without network. It keeps the files that this build names and nothing else, and
// never touches the API, the configuration or uploads.

declare const __ARCHIVOS__: string[]
declare const __VERSION__: string

interface Extendable extends Event {
  waitUntil(tarea: Promise<unknown>): void
}
interface Fetching extends Extendable {
  request: Request
  respondWith(respuesta: Promise<Response>): void
}
interface Cliente {
  postMessage(mensaje: string): void
}
interface Alcance extends EventTarget {
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void>; matchAll(): Promise<Cliente[]> }
}

const alcance = self as unknown as Alcance
const PREFIJO = 'apoyo-'
const CACHE = PREFIJO + __VERSION__
const ARCHIVOS = new Set(__ARCHIVOS__)
const INDICE = '/index.html'

alcance.addEventListener('install', (evento) => {
  const frescos = [...ARCHIVOS].map((direccion) => new Request(direccion, { cache: 'reload' }))
  ;(evento as Extendable).waitUntil(caches.open(CACHE).then((cache) => cache.addAll(frescos)))
})

// The worker waits until the person takes the new version: a capture is never cut.
alcance.addEventListener('message', (evento) => {
  if ((evento as MessageEvent).data === 'toma') void alcance.skipWaiting()
})

alcance.addEventListener('activate', (evento) => {
  ;(evento as Extendable).waitUntil(takeOver())
})

alcance.addEventListener('fetch', (evento) => {
  const { request } = evento as Fetching
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  const archivo = request.mode === 'navigate' && isPage(pathname) ? INDICE : pathname
  if (ARCHIVOS.has(archivo)) (evento as Fetching).respondWith(kept(archivo, request))
})

alcance.addEventListener('sync', (evento) => {
  ;(evento as Extendable).waitUntil(wake())
})

async function takeOver(): Promise<void> {
  const viejos = (await caches.keys()).filter((nombre) => nombre.startsWith(PREFIJO) && nombre !== CACHE)
  await Promise.all(viejos.map((nombre) => caches.delete(nombre)))
  await alcance.clients.claim()
}

async function kept(archivo: string, request: Request): Promise<Response> {
  return (await (await caches.open(CACHE)).match(archivo)) ?? fetch(request)
}

async function wake(): Promise<void> {
  for (const cliente of await alcance.clients.matchAll()) cliente.postMessage('envia')
}

/** Addresses of the app's own pages; the sign-in of this machine's runner is not one. */
function isPage(camino: string): boolean {
  return camino === '/' || camino === INDICE || camino === '/sesion'
}
