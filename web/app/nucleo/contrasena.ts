// The local password (8.7, 8.8): wraps the key of the app's own state, never the device key nor any record.
// A forgotten password therefore loses no record: those are sealed already, and can be sent after signing in again.

import { utf8 } from './bytes'
import type { Bytes } from './tipos'

export const RONDAS = 600_000
export const MINIMO = 8

/** The state key, wrapped by the password: nothing in it tells the password but by trying. */
export interface Envuelta {
  sal: Bytes
  rondas: number
  iv: Bytes
  llave: Bytes
}

/** Kept encrypted: AES-GCM with its own nonce. */
export interface Cifrado {
  iv: Bytes
  datos: Bytes
}

const AES = { name: 'AES-GCM', length: 256 }
const random = (bytes: number): Bytes => crypto.getRandomValues(new Uint8Array(bytes))

/** A new state key. Extractable only so that it can be wrapped; `abre` gives it back without that. */
export function nuevaLlaveEstado(): Promise<CryptoKey> {
  return crypto.subtle.generateKey(AES, true, ['encrypt', 'decrypt'])
}

export async function envuelve(llave: CryptoKey, contrasena: string, rondas = RONDAS): Promise<Envuelta> {
  const [sal, iv] = [random(16), random(12)]
  const con = await derive(contrasena, sal, rondas, ['wrapKey'])
  const envuelta = await crypto.subtle.wrapKey('raw', llave, con, { name: 'AES-GCM', iv })
  return { sal, rondas, iv, llave: new Uint8Array(envuelta) }
}

/** The state key, or null when the password is not the one. */
export async function abre(envuelta: Envuelta, contrasena: string): Promise<CryptoKey | null> {
  const { sal, rondas, iv, llave } = envuelta
  const con = await derive(contrasena, sal, rondas, ['unwrapKey'])
  try {
    return await crypto.subtle.unwrapKey('raw', llave, con, { name: 'AES-GCM', iv }, AES, false, ['encrypt', 'decrypt'])
  } catch {
    return null
  }
}

export async function cifra(llave: CryptoKey, valor: unknown): Promise<Cifrado> {
  const iv = random(12)
  const datos = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, llave, utf8(JSON.stringify(valor)))
  return { iv, datos: new Uint8Array(datos) }
}

/** What was encrypted with this key, or null: encrypted with another, or damaged. */
export async function descifra<T>(llave: CryptoKey, cifrado: Cifrado): Promise<T | null> {
  try {
    const claro = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: cifrado.iv }, llave, cifrado.datos)
    return JSON.parse(new TextDecoder().decode(claro)) as T
  } catch {
    return null
  }
}

/** What a new password lacks, in words; empty when it will do. */
export function faltaContrasena(contrasena: string): string {
  if (contrasena.length < MINIMO) return `Use al menos ${MINIMO} caracteres`
  if (/^(.)\1*$/.test(contrasena)) return 'No repita un solo carácter'
  if (/^(0123456789|1234567890|12345678|123456789|abcdefgh|contrasena|contraseña)/i.test(contrasena)) return 'Es muy fácil de adivinar: use otra'
  return ''
}

/** How long to wait after so many wrong tries in a row, in ms: none up to four, then 30 s, doubling up to 15 minutes. */
export function espera(fallos: number): number {
  return fallos < 5 ? 0 : Math.min(30_000 * 2 ** (fallos - 5), 15 * 60_000)
}

async function derive(contrasena: string, sal: Bytes, rondas: number, usos: KeyUsage[]): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', utf8(contrasena.normalize('NFC')), 'PBKDF2', false, ['deriveKey'])
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt: sal, iterations: rondas }, material, AES, false, usos)
}
