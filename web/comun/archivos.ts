/** Bytes of chosen files, in the forms that the API takes. */

/** A file as base64, for a body in JSON. */
export async function base64De(archivo: Blob): Promise<string> {
  const bytes = new Uint8Array(await archivo.arrayBuffer())
  let texto = ''
  for (let i = 0; i < bytes.length; i += 0x8000) texto += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(texto)
}

/** SHA-256 of a file in lower-case hex. */
export async function sha256De(archivo: Blob): Promise<string> {
  const resumen = new Uint8Array(await crypto.subtle.digest('SHA-256', await archivo.arrayBuffer()))
  return Array.from(resumen, (b) => b.toString(16).padStart(2, '0')).join('')
}

/** The presigned POST of a permit: its fields as given, the file last (a simple request, without preflight). */
export function sube(
  permiso: { url: string; campos: Record<string, string> },
  contenido: Blob,
  avance?: (parte: number) => void,
): Promise<void> {
  const forma = new FormData()
  for (const [nombre, valor] of Object.entries(permiso.campos)) forma.append(nombre, valor)
  forma.append('file', contenido)
  return new Promise((hecho, falla) => {
    const envio = new XMLHttpRequest()
    envio.open('POST', permiso.url)
    envio.upload.onprogress = (e) => e.lengthComputable && avance?.(e.loaded / e.total)
    envio.onload = () => (envio.status < 300 ? hecho() : falla(new Error(`El archivo no se recibió (${envio.status}).`)))
    envio.onerror = () => falla(new Error('Se perdió la conexión al enviar el archivo.'))
    envio.send(forma)
  })
}
