// The device key (EC P-256). Its private half cannot be exported: not by this app, not by a script beside it.

import type { Bytes } from './tipos'

const CURVA = { name: 'ECDSA', namedCurve: 'P-256' }
const FIRMA = { name: 'ECDSA', hash: 'SHA-256' }

export function nuevaLlave(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(CURVA, false, ['sign', 'verify']) as Promise<CryptoKeyPair>
}

/** DER SubjectPublicKeyInfo: what is registered for the device, and goes in `llave_dispositivo`. */
export async function publicaDer(llave: CryptoKeyPair): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey('spki', llave.publicKey))
}

/** r‖s, 64 bytes: the form that WebCrypto makes and reception wants. */
export async function firma(llave: CryptoKeyPair, datos: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign(FIRMA, llave.privateKey, datos))
}

export function verifica(publica: CryptoKey, rs: Bytes, datos: Bytes): Promise<boolean> {
  return crypto.subtle.verify(FIRMA, publica, rs, datos)
}

export function importaPublica(der: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('spki', der, CURVA, true, ['verify'])
}
