// Bytes as texts of the log's formats have them, and SHA-256 by the browser.

export type Bytes = Uint8Array<ArrayBuffer>

/** Text as UTF-8. */
export const utf8 = (texto: string): Bytes => new TextEncoder().encode(texto)

/** Lower-case hexadecimal. */
export const hex = (bytes: Bytes): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')

/** Bytes of a hexadecimal that was looked at before. */
export const deHex = (texto: string): Bytes => Uint8Array.from(texto.match(/../g) ?? [], (par) => parseInt(par, 16))

/** Bytes of a base64 written the one way there is; undefined for any other text. */
export function deBase64(texto: string): Bytes | undefined {
  let crudo: string
  try {
    crudo = atob(texto)
  } catch {
    return undefined
  }
  return btoa(crudo) === texto ? Uint8Array.from(crudo, (c) => c.charCodeAt(0)) : undefined
}

export function une(...partes: readonly Bytes[]): Bytes {
  const todo = new Uint8Array(partes.reduce((n, p) => n + p.length, 0))
  let lugar = 0
  for (const parte of partes) {
    todo.set(parte, lugar)
    lugar += parte.length
  }
  return todo
}

export const iguales = (a: Bytes, b: Bytes): boolean => a.length === b.length && a.every((x, i) => x === b[i])

export const sha256 = async (...partes: readonly Bytes[]): Promise<Bytes> => new Uint8Array(await crypto.subtle.digest('SHA-256', une(...partes)))
