// The service worker from the page's side, and the browser's offer to install the app.

import { scriptPropio } from '../comun/seguro'

interface Ofrecimiento extends Event {
  prompt(): Promise<unknown>
}

class Instalador {
  private oferta: Ofrecimiento | null = null
  private readonly oyentes = new Set<() => void>()

  constructor() {
    addEventListener('beforeinstallprompt', (evento) => {
      evento.preventDefault()
      this.oferta = evento as Ofrecimiento
      this.oyentes.forEach((oyente) => oyente())
    })
  }

  get puede(): boolean {
    return this.oferta !== null
  }

  subscribe(oyente: () => void): () => void {
    this.oyentes.add(oyente)
    return () => this.oyentes.delete(oyente)
  }

  async install(): Promise<void> {
    await this.oferta?.prompt()
    this.oferta = null
    this.oyentes.forEach((oyente) => oyente())
  }
}

export const instalador = new Instalador()

let espera: ServiceWorker | null = null

/** Register the worker that makes the app start without network; `hay` when a newer build waits. */
export async function registerWorker(hay: () => void): Promise<void> {
  if (!navigator.serviceWorker || import.meta.env.DEV) return
  const registro = await navigator.serviceWorker.register(scriptPropio('/sw.js'))
  const watch = (worker: ServiceWorker | null) => {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && navigator.serviceWorker.controller) tell(worker)
    })
  }
  const tell = (worker: ServiceWorker) => {
    espera = worker
    hay()
  }
  if (registro.waiting && navigator.serviceWorker.controller) tell(registro.waiting)
  registro.addEventListener('updatefound', () => watch(registro.installing))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void registro.update().catch(() => undefined)
  })
}

/** Take up the newer build: between captures only. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  espera?.postMessage('toma')
}

/** Ask the browser to wake the worker when there is network (where it can). */
export async function askSync(): Promise<void> {
  const registro = await navigator.serviceWorker?.ready
  await (registro as { sync?: { register(etiqueta: string): Promise<void> } } | undefined)?.sync?.register('envia').catch(() => undefined)
}
