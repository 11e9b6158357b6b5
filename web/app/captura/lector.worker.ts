// The worker of the camera: measures frames and reads the small QR, so that the screen never waits.

import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'
import { readQr, type Leido } from '../nucleo/qr'
import { gris, mide, type Medidas } from './medidas'

export interface Pregunta {
  cuadro: ImageBitmap
  lee: boolean
  /** At full size; else at half, which is enough for a card that fills the guide and four times faster. */
  entero: boolean
}

export interface Respuesta {
  medidas: Medidas
  leido: Leido | null
  otro: boolean
  /** The reader could not be loaded: the data are typed. */
  sinLector: boolean
}

const OPCIONES: ReaderOptions = {
  formats: ['QRCode'], tryHarder: false, tryRotate: true, tryInvert: false, tryDownscale: false, maxNumberOfSymbols: 4
}
const MEDIDA = 480

let listo: Promise<unknown> | null = null
let antes: Uint8Array | null = null

// The library's default is a CDN: the file of this build is named instead.
function load(): Promise<unknown> {
  listo ??= Promise.resolve(prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true }))
  return listo
}

self.onmessage = async ({ data }: MessageEvent<Pregunta>) => {
  const { cuadro, lee, entero } = data
  const pequena = pixels(cuadro, MEDIDA / cuadro.width)
  const luz = gris(pequena.data)
  const medidas = mide(luz, pequena.width, pequena.height, antes?.length === luz.length ? antes : null)
  antes = luz
  const respuesta: Respuesta = { medidas, leido: null, otro: false, sinLector: false }
  try {
    if (lee) Object.assign(respuesta, await readCodes(pixels(cuadro, entero ? 1 : 0.5)))
  } catch {
    listo = null
    respuesta.sinLector = true
  } finally {
    cuadro.close()
    self.postMessage(respuesta)
  }
}

async function readCodes(imagen: ImageData): Promise<{ leido: Leido | null; otro: boolean }> {
  await load()
  const codigos = await readBarcodes(imagen, OPCIONES)
  const leido = codigos.map(({ text }) => readQr(text)).find(Boolean) ?? null
  return { leido, otro: !leido && codigos.length > 0 }
}

function pixels(cuadro: ImageBitmap, escala: number): ImageData {
  const [ancho, alto] = [Math.round(cuadro.width * Math.min(1, escala)), Math.round(cuadro.height * Math.min(1, escala))]
  const lienzo = new OffscreenCanvas(ancho, alto).getContext('2d', { willReadFrequently: true })!
  lienzo.drawImage(cuadro, 0, 0, ancho, alto)
  return lienzo.getImageData(0, 0, ancho, alto)
}
