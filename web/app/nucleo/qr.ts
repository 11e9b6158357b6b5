// The small QR on the back of models D to H, and which data each model must have (9.8, docs/expediente-v1.md 3).

import type { Credencial, Modelo } from './tipos'

/** The keys by which the registry is asked, by model. */
export const LLAVES: Record<Modelo, readonly (keyof Credencial)[]> = {
  C: ['clave_elector', 'emision', 'ocr'],
  D: ['cic', 'ocr'],
  E: ['cic', 'identificador'],
  F: ['cic', 'identificador'],
  G: ['cic', 'identificador'],
  H: ['cic', 'identificador']
}

export const CON_QR: readonly Modelo[] = ['D', 'E', 'F', 'G', 'H']

export interface Leido {
  qr: string
  ocr: string
  cic: string
  identificador: string
}

// The address is matched as text and never opened. 13 digits of OCR, 2 whose meaning is not published, 9 of CIC.
const FORMA = /^https?:\/\/qr\.ine\.mx\/(\d{13})\d{2}(\d{9})(?:\/[ -~]*)?$/

/** What the text of a QR says of a credential, or null when it is not a credential's. */
export function readQr(texto: string): Leido | null {
  if (texto.length > 512) return null
  const hallado = FORMA.exec(texto)
  if (!hallado) return null
  const [, ocr, cic] = hallado as unknown as [string, string, string]
  return { qr: texto, ocr, cic, identificador: ocr.slice(-9) }
}

/** The credential of a model from its QR. `emision` is left out: where it stands in the QR is not published. */
export function fromQr(modelo: Modelo, leido: Leido): Credencial {
  return { modelo, ocr: leido.ocr, cic: leido.cic, identificador: leido.identificador, qr: leido.qr }
}

/** The keys of its model that a credential still lacks. */
export function faltan(credencial: Credencial): (keyof Credencial)[] {
  return LLAVES[credencial.modelo].filter((llave) => !credencial[llave])
}
