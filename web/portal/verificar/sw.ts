// The service worker of the page that verifies receipts, and of no other: with network the page is the site's newest,
// without it the one kept. Files under `assets/` have their digest in the name and never change.

declare const __ARCHIVOS__: string[]
declare const __VERSION__: string

interface Extendable extends Event {
  waitUntil(tarea: Promise<unknown>): void
}
interface Fetching extends Extendable {
  request: Request
  respondWith(respuesta: Promise<Response>): void
}
interface Alcance extends EventTarget {
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
}

const alcance = self as unknown as Alcance
const PREFIJO = 'verificar-'
const CACHE = PREFIJO + __VERSION__
const ARCHIVOS = new Set(__ARCHIVOS__)

alcance.addEventListener('install', (evento) => {
  const frescos = [...ARCHIVOS].map((direccion) => new Request(direccion, { cache: 'reload' }))
  ;(evento as Extendable).waitUntil(caches.open(CACHE).then((cache) => cache.addAll(frescos)).then(() => alcance.skipWaiting()))
})

alcance.addEventListener('activate', (evento) => {
  ;(evento as Extendable).waitUntil(takeOver())
})

alcance.addEventListener('fetch', (evento) => {
  const { request } = evento as Fetching
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin || !ARCHIVOS.has(pathname)) return
  ;(evento as Fetching).respondWith(pathname.startsWith('/assets/') ? kept(pathname, request) : newest(pathname, request))
})

/** The page open right now may still ask for a file of the version before: that one stays until the next. */
async function takeOver(): Promise<void> {
  const versiones = (await caches.keys()).filter((nombre) => nombre.startsWith(PREFIJO) && nombre !== CACHE)
  await Promise.all(versiones.slice(0, -1).map((nombre) => caches.delete(nombre)))
  await alcance.clients.claim()
}

async function kept(camino: string, request: Request): Promise<Response> {
  return (await caches.match(camino)) ?? fetch(request)
}

async function newest(camino: string, request: Request): Promise<Response> {
  try {
    const respuesta = await fetch(request)
    if (respuesta.ok) return respuesta
  } catch {
    // Without network.
  }
  return (await (await caches.open(CACHE)).match(camino)) ?? Response.error()
}

export {}
