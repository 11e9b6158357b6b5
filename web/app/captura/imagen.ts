// Stills: drawn on a canvas and encoded anew, so that a kept image holds pixels and nothing else (no EXIF, no trailers
// of the phone's camera), within the format's sizes.

import { MAXIMO_JPEG, MAXIMO_PNG } from '../nucleo/limites'
import type { Bytes } from '../nucleo/tipos'
import { conMargen, guia, type Rect } from './medidas'

export const ANCHO_CREDENCIAL = 1688
export const LADO_FOTO = 1280
const CALIDADES = [0.85, 0.75, 0.6, 0.45]

/** The card as the guide frames it. */
export function cardStill(video: HTMLVideoElement): HTMLCanvasElement {
  const [ancho, alto] = [video.videoWidth, video.videoHeight]
  return draw(video, conMargen(guia(ancho, alto), ancho, alto), ANCHO_CREDENCIAL)
}

/** The whole frame, for the photograph of the person. */
export function photoStill(video: HTMLVideoElement): HTMLCanvasElement {
  return draw(video, { x: 0, y: 0, ancho: video.videoWidth, alto: video.videoHeight }, LADO_FOTO)
}

function draw(video: HTMLVideoElement, { x, y, ancho, alto }: Rect, mayor: number): HTMLCanvasElement {
  const escala = Math.min(1, mayor / Math.max(ancho, alto))
  const lienzo = document.createElement('canvas')
  lienzo.width = Math.max(200, Math.round(ancho * escala))
  lienzo.height = Math.max(200, Math.round(alto * escala))
  lienzo.getContext('2d')!.drawImage(video, x, y, ancho, alto, 0, 0, lienzo.width, lienzo.height)
  return lienzo
}

/** JPEG within 1.5 MiB, of the best quality that fits. */
export async function jpeg(lienzo: HTMLCanvasElement): Promise<Bytes> {
  for (const calidad of CALIDADES) {
    const bytes = await encode(lienzo, 'image/jpeg', calidad)
    if (bytes.length <= MAXIMO_JPEG) return bytes
  }
  throw new Error('the image does not fit')
}

/** PNG within 512 KiB. */
export async function png(lienzo: HTMLCanvasElement): Promise<Bytes> {
  const bytes = await encode(lienzo, 'image/png')
  if (bytes.length > MAXIMO_PNG) throw new Error('the signature does not fit')
  return bytes
}

async function encode(lienzo: HTMLCanvasElement, tipo: string, calidad?: number): Promise<Bytes> {
  const blob = await new Promise<Blob | null>((listo) => lienzo.toBlob(listo, tipo, calidad))
  if (blob?.type !== tipo) throw new Error(`this browser does not write ${tipo}`)
  return new Uint8Array(await blob.arrayBuffer())
}

/** Empties a canvas at once: its pixels do not wait for the collector. */
export function wipe(lienzo: HTMLCanvasElement | null): void {
  if (lienzo) lienzo.width = lienzo.height = 0
}
