// When the app sends: at opening, after saving, when the network or the screen comes back, when asked. One window at a
// time sends (Web Locks): two never announce together.

import type { Almacen } from '../nucleo/almacen'
import { envia, type Medios, type Resultado } from '../nucleo/envio'
import type { Modo } from '../nucleo/tipos'
import { canal } from './canal'

export const CANDADO = 'captacion-envio'
const OTRA_VENTANA = 30_000

export interface EstadoEnvio {
  activo: boolean
  ultimo: Resultado | null
}

interface Red {
  saveData?: boolean
  effectiveType?: string
}

export class Enviador {
  estado: EstadoEnvio = { activo: false, ultimo: null }
  private modos: readonly Modo[] = []
  private corte = new AbortController()
  private despertar: (() => void) | null = null
  private corriendo: Promise<void> | null = null

  constructor(
    private readonly almacen: Almacen,
    private readonly avisa: () => void
  ) {
    addEventListener('online', () => this.wake())
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.wake())
    navigator.serviceWorker?.addEventListener('message', ({ data }) => data === 'envia' && this.wake())
  }

  /** Which modes may be sent now: none while the app is locked or signed out. */
  allow(modos: readonly Modo[]): void {
    if (modos.join() === this.modos.join()) return
    this.modos = modos
    this.corte.abort()
    if (modos.length) this.wake()
  }

  /** Send now, or cut a pause short. Without network it waits for the network. */
  wake(): void {
    this.despertar?.()
    if (this.corriendo || !this.modos.length || !navigator.onLine) return
    this.corriendo = this.run().finally(() => {
      this.corriendo = null
      if (this.corte.signal.aborted && this.modos.length) this.wake()
    })
  }

  private async run(): Promise<void> {
    this.corte = new AbortController()
    this.tell({ ...this.estado, activo: true })
    try {
      const fin = await this.alone(() => envia(this.medios(), this.modos, this.corte.signal))
      this.tell({ activo: false, ultimo: fin })
      if (!fin) setTimeout(() => this.wake(), OTRA_VENTANA)
    } catch (error) {
      // A fault of the app itself: records stay as they are, and the person can send again.
      console.error(error)
      this.tell({ activo: false, ultimo: { fin: 'detenido', texto: 'El envío se detuvo. Toque «Enviar ahora» para seguir.' } })
    }
  }

  /** null when another window sends. */
  private async alone(tarea: () => Promise<Resultado>): Promise<Resultado | null> {
    if (!navigator.locks) return tarea()
    return navigator.locks.request(CANDADO, { ifAvailable: true }, (candado) => (candado ? tarea() : null))
  }

  private medios(): Medios {
    return {
      almacen: this.almacen,
      canal,
      ahora: () => Date.now(),
      azar: () => Math.random(),
      paralelas: () => {
        const red = (navigator as { connection?: Red }).connection
        return red?.saveData || /2g/.test(red?.effectiveType ?? '') ? 1 : 2
      },
      pausa: (ms, senal) => this.pause(ms, senal)
    }
  }

  private pause(ms: number, senal: AbortSignal): Promise<void> {
    return new Promise((sigue) => {
      const termina = () => {
        clearTimeout(reloj)
        this.despertar = null
        sigue()
      }
      const reloj = setTimeout(termina, ms)
      this.despertar = termina
      senal.addEventListener('abort', termina, { once: true })
      if (senal.aborted) termina()
    })
  }

  private tell(estado: EstadoEnvio): void {
    this.estado = estado
    this.avisa()
  }
}
