// The published test vectors, and a PEM reader for their (test) keys.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fromBase64 } from '../nucleo/bytes'
import type { Bytes } from '../nucleo/tipos'

// The SDK looks for `window` or `self`; Node has neither.
Object.assign(globalThis, { self: globalThis })

const CARPETA = fileURLToPath(new URL('../../../tests/vectors/v1/', import.meta.url))

export interface Vector {
  sellado: string
  integridad: string
  claro?: string
}

export function read(nombre: string): Bytes {
  return new Uint8Array(readFileSync(CARPETA + nombre))
}

export const indice = JSON.parse(readFileSync(CARPETA + 'vectores.json', 'utf8')) as {
  llave_arn: string
  llave_captura: string
  llave_dispositivo: string
  contexto: Record<string, string>
  folio: string
  buenos: Vector[]
}

/** DER of a PEM file. */
export function der(nombre: string): Bytes {
  const texto = readFileSync(CARPETA + nombre, 'utf8').replace(/-----[A-Z ]+-----|\s/g, '')
  return fromBase64(texto)
}

/** The test key of intake: private (to open) and public DER in base64 (to seal). */
export async function intakeKey(): Promise<{ privada: CryptoKey; publica_der: string }> {
  const oaep = { name: 'RSA-OAEP', hash: 'SHA-256' }
  const privada = await crypto.subtle.importKey('pkcs8', der(indice.llave_captura), oaep, true, ['decrypt', 'unwrapKey'])
  const { n, e } = await crypto.subtle.exportKey('jwk', privada)
  const jwk = { kty: 'RSA', n: n!, e: e!, alg: 'RSA-OAEP-256', ext: true }
  const publica = await crypto.subtle.importKey('jwk', jwk, oaep, true, ['encrypt'])
  const spki = new Uint8Array(await crypto.subtle.exportKey('spki', publica))
  return { privada, publica_der: btoa(String.fromCharCode(...spki)) }
}
