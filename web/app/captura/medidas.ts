// What can be told of a frame without knowing what is on it: sharpness, light, glare, and whether the card fills the
// guide. Pure; runs in the worker and in tests.

export interface Rect {
  x: number
  y: number
  ancho: number
  alto: number
}

export interface Medidas {
  /** Variance of the Laplacian inside the guide: higher is sharper, only comparable between frames of one scene. */
  nitidez: number
  /** Mean grey, 0 to 255. */
  brillo: number
  /** Share of the guide that is burnt through and through, 0 to 1: print on white paper is not, glare is. */
  reflejo: number
  /** Sides of the guide along which an edge runs, 0 to 4. */
  lados: number
  /** Mean difference of grey to the frame before, 0 to 255. */
  cambio: number
}

/** ID-1 is 85.6 by 54 mm. */
export const PROPORCION = 85.6 / 54

/** Where the card should lie in a frame of this size: as large as fits, centred. */
export function guia(ancho: number, alto: number): Rect {
  const w = Math.min(0.92 * ancho, 0.9 * alto * PROPORCION)
  const h = w / PROPORCION
  return { x: (ancho - w) / 2, y: (alto - h) / 2, ancho: w, alto: h }
}

/** The guide and a margin around it, within the frame: what is kept of it. */
export function conMargen(rect: Rect, ancho: number, alto: number, margen = 0.06): Rect {
  const [mx, my] = [rect.ancho * margen, rect.alto * margen]
  const x = Math.max(0, rect.x - mx)
  const y = Math.max(0, rect.y - my)
  return { x, y, ancho: Math.min(ancho, rect.x + rect.ancho + mx) - x, alto: Math.min(alto, rect.y + rect.alto + my) - y }
}

/** Grey of RGBA pixels. */
export function gris(rgba: Uint8ClampedArray): Uint8Array {
  const claro = new Uint8Array(rgba.length / 4)
  for (let i = 0, j = 0; i < claro.length; i++, j += 4) {
    claro[i] = (rgba[j]! * 77 + rgba[j + 1]! * 150 + rgba[j + 2]! * 29) >> 8
  }
  return claro
}

/** Measures of a grey frame; `antes` is the frame before, of the same size. */
export function mide(luz: Uint8Array, ancho: number, alto: number, antes: Uint8Array | null): Medidas {
  const dentro = guia(ancho, alto)
  const [x0, y0] = [Math.ceil(dentro.x) + 1, Math.ceil(dentro.y) + 1]
  const [x1, y1] = [Math.floor(dentro.x + dentro.ancho) - 1, Math.floor(dentro.y + dentro.alto) - 1]
  let [n, suma, cambio, media, cuadrados] = [0, 0, 0, 0, 0]
  for (let y = y0; y < y1; y += 2) {
    for (let x = x0; x < x1; x += 2) {
      const i = y * ancho + x
      const v = luz[i]!
      const laplaciano = 4 * v - luz[i - 1]! - luz[i + 1]! - luz[i - ancho]! - luz[i + ancho]!
      n++
      suma += v
      media += laplaciano
      cuadrados += laplaciano * laplaciano
      if (antes) cambio += Math.abs(v - antes[i]!)
    }
  }
  return {
    nitidez: cuadrados / n - (media / n) ** 2,
    brillo: suma / n,
    reflejo: glare(luz, ancho, dentro),
    lados: sides(luz, ancho, alto, dentro),
    cambio: antes ? cambio / n : 255
  }
}

const COLUMNAS = 12
const RENGLONES = 8
const SATURADO = 254

/** Share of the guide's 96 blocks in which at least nine pixels of ten are saturated. */
function glare(luz: Uint8Array, ancho: number, dentro: Rect): number {
  const [w, h] = [Math.floor(dentro.ancho / COLUMNAS), Math.floor(dentro.alto / RENGLONES)]
  let quemados = 0
  for (let bloque = 0; bloque < COLUMNAS * RENGLONES; bloque++) {
    const x0 = Math.ceil(dentro.x) + (bloque % COLUMNAS) * w
    const y0 = Math.ceil(dentro.y) + Math.floor(bloque / COLUMNAS) * h
    let blancos = 0
    for (let y = y0; y < y0 + h; y++) for (let x = x0; x < x0 + w; x++) if (luz[y * ancho + x]! >= SATURADO) blancos++
    if (blancos >= 0.9 * w * h) quemados++
  }
  return quemados / (COLUMNAS * RENGLONES)
}

const MUESTRAS = 24
const BANDA = 0.07
const CONTRASTE = 22

/** On how many sides of the guide an edge runs: most samples across the side find a step of grey near it. */
function sides(luz: Uint8Array, ancho: number, alto: number, dentro: Rect): number {
  const at = (x: number, y: number) =>
    luz[Math.min(alto - 1, Math.max(0, Math.round(y))) * ancho + Math.min(ancho - 1, Math.max(0, Math.round(x)))]!
  const banda = dentro.alto * BANDA
  const steps = (x: number, y: number, dx: number, dy: number) => {
    for (let d = -banda; d < banda; d += 2) {
      if (Math.abs(at(x + dx * d, y + dy * d) - at(x + dx * (d + 3), y + dy * (d + 3))) > CONTRASTE) return true
    }
    return false
  }
  const found = (punto: (t: number) => [number, number], dx: number, dy: number) => {
    let hallados = 0
    for (let k = 1; k <= MUESTRAS; k++) if (steps(...punto(k / (MUESTRAS + 1)), dx, dy)) hallados++
    return hallados >= MUESTRAS * 0.55
  }
  const { x, y, ancho: w, alto: h } = dentro
  return [
    found((t) => [x + t * w, y], 0, 1),
    found((t) => [x + t * w, y + h], 0, 1),
    found((t) => [x, y + t * h], 1, 0),
    found((t) => [x + w, y + t * h], 1, 0)
  ].filter(Boolean).length
}
