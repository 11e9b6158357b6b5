import type { Bytes } from './bytes'

/** Whether a signature holds: by the browser where it knows Ed25519, else by a library that loads only then. */
export async function firmaValida(publica: Bytes, firma: Bytes, mensaje: Bytes): Promise<boolean> {
  if (firma.length !== 64) return false
  let llave: CryptoKey
  try {
    llave = await crypto.subtle.importKey('raw', publica, { name: 'Ed25519' }, false, ['verify'])
  } catch {
    return porBiblioteca(publica, firma, mensaje)
  }
  return crypto.subtle.verify({ name: 'Ed25519' }, llave, firma, mensaje)
}

/** The library's answer, strict as RFC 8032 has it. */
export async function porBiblioteca(publica: Bytes, firma: Bytes, mensaje: Bytes): Promise<boolean> {
  const { verifyAsync } = await import('@noble/ed25519')
  try {
    return await verifyAsync(firma, mensaje, publica, { zip215: false })
  } catch {
    return false // no point of the curve
  }
}
