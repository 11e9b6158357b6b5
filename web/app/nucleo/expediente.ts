// The clear expediente v1 (docs/expediente-v1.md, 2 to 5): manifest, signature, ZIP, código de integridad.

import { zipSync } from 'fflate'
import { base64, sha256, utf8 } from './bytes'
import { folio } from './folio'
import { ExpedienteExcedido, MAXIMO_EXPEDIENTE, MAXIMO_JPEG, MAXIMO_PNG } from './limites'
import { firma, publicaDer } from './llaves'
import type { Bytes, Captado, Imagenes, NombreImagen } from './tipos'

export const IMAGENES: readonly NombreImagen[] = ['anverso.jpg', 'reverso.jpg', 'foto.jpg', 'firma.png']

export interface Expediente {
  claro: Bytes
  integridad: string
  folio: string
}

/** The ZIP of the images and the manifest, signed by the device. Throws ExpedienteExcedido over the format's limits. */
export async function arma(captado: Captado, imagenes: Imagenes, llave: CryptoKeyPair): Promise<Expediente> {
  checkSizes(imagenes)
  const manifiesto = utf8(JSON.stringify(await completa(captado, imagenes, await publicaDer(llave))))
  const claro = archivo([
    ['registro.json', manifiesto],
    ['registro.sig', await firma(llave, manifiesto)],
    ...IMAGENES.map((nombre): [string, Bytes] => [nombre, imagenes[nombre]])
  ])
  if (claro.length > MAXIMO_EXPEDIENTE) throw new ExpedienteExcedido('expediente')
  return { claro, integridad: await sha256(claro), folio: folio(captado) }
}

/** The manifest: what was captured and what follows from it, in the order of the reference client. */
export async function completa(captado: Captado, imagenes: Imagenes, llaveDer: Bytes) {
  const archivos = {} as Record<NombreImagen, { bytes: number; sha256: string }>
  for (const nombre of IMAGENES) {
    archivos[nombre] = { bytes: imagenes[nombre].length, sha256: await sha256(imagenes[nombre]) }
  }
  return { version: '1', ...captado, folio: folio(captado), archivos, llave_dispositivo: base64(llaveDer) }
}

/** A ZIP of stored entries in this order, with nothing between them: no extra fields, no data descriptors. */
export function archivo(entradas: [string, Bytes][]): Bytes {
  return zipSync(Object.fromEntries(entradas), { level: 0, mtime: new Date(1980, 0, 1) }) as Bytes
}

function checkSizes(imagenes: Imagenes): void {
  for (const nombre of IMAGENES) {
    const maximo = nombre.endsWith('.png') ? MAXIMO_PNG : MAXIMO_JPEG
    const bytes = imagenes[nombre].length
    if (bytes === 0 || bytes > maximo) throw new ExpedienteExcedido(nombre)
  }
}
