// From measures of frames to one hint in words, and to the moment of shooting by itself. Pure.

import type { Medidas } from './medidas'

export type Consejo = 'buscando' | 'mas_luz' | 'reflejos' | 'acerque' | 'quieto' | 'borrosa' | 'qr' | 'otro_codigo' | 'voltee' | 'lista'

export const TEXTOS: Record<Consejo, string> = {
  buscando: 'Ponga la credencial dentro del recuadro',
  mas_luz: 'Más luz',
  reflejos: 'Evite reflejos: incline un poco la credencial',
  acerque: 'Acérquese hasta llenar el recuadro',
  quieto: 'No se mueva',
  borrosa: 'Espere a que enfoque',
  qr: 'Acerque el código QR pequeño',
  otro_codigo: 'Ese código no es de la credencial: use el QR pequeño',
  voltee: 'Ése es el reverso: voltee la credencial',
  lista: 'Así está bien, no se mueva'
}

/** A lens that is covered is darker than any scene; so many frames of it are a camera that shows nothing. */
export const NEGRO = 3
export const CUADROS_NEGROS = 25
export const OSCURO = 55
export const QUEMADO = 0.06
/** A card that lies still differs by less than one between frames, one that a hand carries by twelve and more. */
export const MOVIDO = 8
/** Below this nothing is sharp, however the scene is; above it, a frame must come near the best of its scene. */
export const NITIDEZ_MINIMA = 60
const CERCA_DE_LA_MEJOR = 0.7
const RECIENTES = 10
/** How long everything must be well before it shoots by itself, ms. */
export const SOSTENIDO = 400

export interface Observado {
  medidas: Medidas
  /** Whether the credential's own QR was read: in this frame or, on its side, in one before. */
  qr: boolean
  /** Whether only other codes were seen. */
  otro: boolean
  ahora: number
}

export class Vigia {
  private readonly nitideces: number[] = []
  private bienDesde: number | null = null
  private otros = 0
  private negros = 0

  /** `qr`: whether this side must show the credential's QR, must not, or the model has none. */
  constructor(private readonly qr: 'pide' | 'sobra' | 'no_hay') {}

  /** What to say of this frame, whether to shoot now, and whether the camera shows nothing at all. */
  look(visto: Observado): { consejo: Consejo; dispara: boolean; negra: boolean } {
    this.negros = visto.medidas.brillo < NEGRO ? this.negros + 1 : 0
    this.nitideces.push(visto.medidas.nitidez)
    if (this.nitideces.length > RECIENTES) this.nitideces.shift()
    const consejo = this.judge(visto)
    if (consejo !== 'lista') this.bienDesde = null
    else this.bienDesde ??= visto.ahora
    return { consejo, dispara: this.bienDesde !== null && visto.ahora - this.bienDesde >= SOSTENIDO, negra: this.negros > CUADROS_NEGROS }
  }

  private judge({ medidas, qr, otro }: Observado): Consejo {
    if (medidas.brillo < OSCURO) return 'mas_luz'
    if (medidas.reflejo > QUEMADO) return 'reflejos'
    if (medidas.lados < 2) return 'buscando'
    if (medidas.cambio > MOVIDO) return 'quieto'
    if (medidas.nitidez < NITIDEZ_MINIMA || medidas.nitidez < CERCA_DE_LA_MEJOR * Math.max(...this.nitideces)) return 'borrosa'
    if (medidas.lados < 3) return 'acerque'
    if (this.qr === 'sobra' && qr) return 'voltee'
    if (this.qr === 'pide' && !qr) {
      this.otros = otro ? this.otros + 1 : 0
      return this.otros > 8 ? 'otro_codigo' : 'qr'
    }
    return 'lista'
  }
}
