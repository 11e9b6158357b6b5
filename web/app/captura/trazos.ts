// The strokes of a signature, as points in units of the pad's width: turning the phone redraws them, never clears them.

export type Punto = [x: number, y: number]

export const PROPORCION_FIRMA = 2.5
export const ANCHO_PNG = 1000
const GROSOR = 0.004
/** A signature has at least this many points, or this length in widths of the pad. */
const MINIMO_PUNTOS = 40
const MINIMO_LARGO = 0.6

export class Trazos {
  private readonly lineas: Punto[][] = []

  begin(punto: Punto): void {
    this.lineas.push([punto])
  }

  extend(punto: Punto): void {
    this.lineas.at(-1)?.push(punto)
  }

  undo(): void {
    this.lineas.pop()
  }

  clear(): void {
    this.lineas.length = 0
  }

  get vacia(): boolean {
    return this.lineas.length === 0
  }

  /** Enough to be somebody's mark and not a touch by accident. */
  get suficiente(): boolean {
    const puntos = this.lineas.reduce((suma, linea) => suma + linea.length, 0)
    return puntos >= MINIMO_PUNTOS || (puntos > this.lineas.length && this.largo >= MINIMO_LARGO)
  }

  private get largo(): number {
    let largo = 0
    for (const linea of this.lineas) {
      for (let i = 1; i < linea.length; i++) {
        largo += Math.hypot(linea[i]![0] - linea[i - 1]![0], linea[i]![1] - linea[i - 1]![1])
      }
    }
    return largo
  }

  /** Draw all strokes on a canvas of this width; smooth through the middles between points. */
  draw(pincel: CanvasRenderingContext2D, ancho: number): void {
    pincel.lineCap = pincel.lineJoin = 'round'
    pincel.strokeStyle = pincel.fillStyle = '#111'
    pincel.lineWidth = Math.max(1.5, GROSOR * ancho)
    for (const linea of this.lineas) stroke(pincel, linea.map(([x, y]): Punto => [x * ancho, y * ancho]))
  }
}

function stroke(pincel: CanvasRenderingContext2D, linea: Punto[]): void {
  const [primero] = linea
  if (!primero) return
  pincel.beginPath()
  if (linea.length === 1) {
    pincel.arc(primero[0], primero[1], pincel.lineWidth, 0, 2 * Math.PI)
    pincel.fill()
    return
  }
  pincel.moveTo(...primero)
  for (let i = 1; i < linea.length - 1; i++) {
    const [a, b] = [linea[i]!, linea[i + 1]!]
    pincel.quadraticCurveTo(a[0], a[1], (a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
  }
  pincel.lineTo(...linea.at(-1)!)
  pincel.stroke()
}
