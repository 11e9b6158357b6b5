// The log's published key, and texts signed by it: signed notes and checkpoints (C2SP). Sentences are those of `opl/`.

import { deBase64, hex, iguales, sha256, une, utf8, type Bytes } from './bytes'
import { firmaValida } from './ed25519'

/** What was found wrong, in a sentence for people. */
export class PruebaInvalida extends Error {}

export interface Llave {
  nombre: string
  publica: Bytes
  /** Four bytes by which a signature says whose it is. */
  id: Bytes
}

export interface Punto {
  origen: string
  tamano: bigint
  raiz: Bytes
}

export const NUMERO = /^(0|[1-9][0-9]{0,18})$/
const ED25519 = Uint8Array.of(1)

/** The key as it is published, `name+id+base64`. */
export async function leeLlave(texto: string): Promise<Llave> {
  const falla = new PruebaInvalida('La llave del sistema no se lee: copie la línea completa que publica el INE.')
  const [, nombre, dicho, cuerpo] = /^([^+]*)\+([^+]*)\+(.*)$/.exec(texto.trim()) ?? []
  const crudo = cuerpo === undefined ? undefined : deBase64(cuerpo)
  if (nombre === undefined || crudo?.length !== 33 || crudo[0] !== 1) throw falla
  const publica = crudo.slice(1)
  const id = (await sha256(utf8(`${nombre}\n`), ED25519, publica)).slice(0, 4)
  if (hex(id) !== dicho) throw falla
  return { nombre, publica, id }
}

/** The text that the system signed. */
export async function abreNota(nota: string, llave: Llave): Promise<string> {
  const corte = nota.lastIndexOf('\n\n')
  const inicio = `\u2014 ${llave.nombre} `
  const propias = nota.slice(corte + 2).split('\n').filter((linea) => linea.startsWith(inicio))
  if (corte < 0 || !propias.length) throw new PruebaInvalida('No lleva la firma del sistema.')
  const texto = nota.slice(0, corte + 1)
  for (const linea of propias) {
    const firma = base64(linea.slice(linea.lastIndexOf(' ') + 1))
    if (!iguales(firma.slice(0, 4), llave.id))
      throw new PruebaInvalida('La firmó otra llave: compare la llave del sistema con la que publica el INE.')
    if (!(await firmaValida(llave.publica, firma.slice(4), utf8(texto))))
      throw new PruebaInvalida('La firma no corresponde a lo firmado: se alteró después de firmarse.')
  }
  return texto
}

/** A signed checkpoint: how many leaves the log had, and its root. */
export async function abrePunto(nota: string, llave: Llave): Promise<Punto> {
  const lineas = (await abreNota(nota, llave)).split('\n')
  const [origen, tamano = '', raiz = ''] = lineas
  if (lineas.length < 4 || origen !== llave.nombre || !NUMERO.test(tamano))
    throw new PruebaInvalida('Lo firmado no es un punto de control de la bitácora.')
  return { origen, tamano: BigInt(tamano), raiz: base64(raiz) }
}

export function base64(texto: string): Bytes {
  const crudo = deBase64(texto)
  if (!crudo) throw new PruebaInvalida('El archivo está dañado: una línea no es base64.')
  return crudo
}

/** As an editor of Windows leaves a text, or as it was pasted: without mark, with our ends of lines. */
export const llano = (texto: string): string => texto.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')

/** Hash of an inner node (RFC 9162). */
export const nodo = (izquierda: Bytes, derecha: Bytes): Promise<Bytes> => sha256(Uint8Array.of(1), une(izquierda, derecha))
