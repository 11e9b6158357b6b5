// One camera stream for the whole capture: asking again at each step makes iOS ask the person again.

export type Frente = 'environment' | 'user'
export type FallaCamara = 'negada' | 'ausente' | 'ocupada' | 'negra' | 'otra'

export const PORQUE: Record<FallaCamara, string> = {
  negada: 'La aplicación necesita la cámara y el permiso está negado. En Android: toque el candado junto a la dirección, Permisos, Cámara, Permitir. En iPhone: Ajustes, Safari, Cámara, Permitir.',
  ausente: 'Este aparato no tiene cámara, o está apagada. El apoyo se capta con la cámara: use otro teléfono.',
  ocupada: 'Otra aplicación usa la cámara. Ciérrela y toque «Reintentar».',
  negra: 'La cámara no muestra imagen. Toque «Reintentar»; si sigue igual, cierre la aplicación y ábrala de nuevo.',
  otra: 'No se pudo abrir la cámara. Toque «Reintentar»; si sigue igual, cierre la aplicación y ábrala de nuevo.'
}

export class CamaraFallida extends Error {
  constructor(readonly falla: FallaCamara) {
    super(falla)
  }
}

const FALLAS: Record<string, FallaCamara> = {
  NotAllowedError: 'negada',
  SecurityError: 'negada',
  NotFoundError: 'ausente',
  OverconstrainedError: 'ausente',
  NotReadableError: 'ocupada',
  AbortError: 'ocupada'
}

export class Camara {
  private flujo: MediaStream | null = null
  private frente: Frente | null = null

  /** The stream of that camera; the one that is open if it is the same. Throws CamaraFallida. */
  async open(frente: Frente): Promise<MediaStream> {
    if (this.flujo && this.frente === frente && this.alive()) return this.flujo
    this.close()
    if (!navigator.mediaDevices?.getUserMedia) throw new CamaraFallida('ausente')
    try {
      this.flujo = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: frente, width: { ideal: 1920 }, height: { ideal: 1080 } }
      })
    } catch (error) {
      throw new CamaraFallida(FALLAS[(error as DOMException).name] ?? 'otra')
    }
    this.frente = frente
    return this.flujo
  }

  close(): void {
    this.flujo?.getTracks().forEach((pista) => pista.stop())
    this.flujo = null
  }

  /** Whether this camera has a lamp. */
  get tieneLuz(): boolean {
    const pista = this.flujo?.getVideoTracks()[0]
    return Boolean((pista?.getCapabilities?.() as { torch?: boolean } | undefined)?.torch)
  }

  async light(encendida: boolean): Promise<void> {
    const pista = this.flujo?.getVideoTracks()[0]
    await pista?.applyConstraints({ advanced: [{ torch: encendida } as MediaTrackConstraintSet] }).catch(() => undefined)
  }

  private alive(): boolean {
    return this.flujo!.getVideoTracks().some((pista) => pista.readyState === 'live')
  }
}
