// The camera's worker from the screen's side: one frame at a time, the newest.

import direccion from './lector.worker.ts?worker&url'
import { scriptPropio } from '../../comun/seguro'
import type { Respuesta } from './lector.worker'

const ENTERO_CADA = 4

export class Lector {
  private readonly worker = new Worker(scriptPropio(direccion), { type: 'module' })
  private cuadros = 0
  private fueEntero = false
  private soloEntero = false
  private ocupado = false
  private activo = true

  constructor(private readonly escucha: (respuesta: Respuesta) => void) {
    this.worker.onmessage = ({ data }: MessageEvent<Respuesta>) => {
      this.ocupado = false
      if (data.leido && this.fueEntero) this.soloEntero = true // small or far: half size would miss it
      if (this.activo) this.escucha(data)
    }
    this.worker.onerror = () => (this.ocupado = false)
  }

  /** Give the frame that the camera shows now, unless the worker is busy. */
  async offer(video: HTMLVideoElement, lee: boolean): Promise<void> {
    if (this.ocupado || !this.activo || video.readyState < 2 || !video.videoWidth) return
    this.ocupado = true
    try {
      const cuadro = await createImageBitmap(video)
      this.fueEntero = this.soloEntero || ++this.cuadros % ENTERO_CADA === 0
      this.worker.postMessage({ cuadro, lee, entero: this.fueEntero }, [cuadro])
    } catch {
      this.ocupado = false // the stream ended between the test and the frame
    }
  }

  close(): void {
    this.activo = false
    this.worker.terminate()
  }
}
