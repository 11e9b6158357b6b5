// Proofs that travel with a receipt (C2SP tlog-proof): a leaf's place, the path to the root, the signed checkpoint.

import { iguales, sha256, utf8, type Bytes } from './bytes'
import { abrePunto, base64, llano, nodo, NUMERO, PruebaInvalida, type Llave } from './notas'

const CABECERA = 'c2sp.org/tlog-proof@v1'

/** What a `.tlog-proof` holds; nothing of it is true before `comprueba` says so. */
export interface Prueba {
  extra: Bytes
  indice: bigint
  camino: Bytes[]
  nota: string
}

/** What was proved: the leaf is number `indice` of a log that had `tamano` leaves. */
export interface Incluida {
  indice: bigint
  tamano: bigint
  origen: string
}

export function leePrueba(texto: string): Prueba {
  const limpio = llano(texto)
  const corte = limpio.indexOf('\n\n')
  const lineas = limpio.slice(0, corte).split('\n')
  if (corte < 0 || lineas.shift() !== CABECERA) throw new PruebaInvalida('El archivo no es una prueba de la bitácora (.tlog-proof).')
  const extra = lineas[0]?.startsWith('extra ') ? base64(lineas.shift()!.slice(6)) : new Uint8Array()
  const lugar = lineas.shift() ?? ''
  if (!lugar.startsWith('index ') || !NUMERO.test(lugar.slice(6))) throw new PruebaInvalida('La prueba no dice el lugar de la hoja.')
  return { extra, indice: BigInt(lugar.slice(6)), camino: lineas.map(base64), nota: limpio.slice(corte + 2) }
}

/** That the entry is in the log that `llave` signed. */
export async function comprueba(prueba: Prueba, entrada: string, llave: Llave): Promise<Incluida> {
  const punto = await abrePunto(prueba.nota, llave)
  if (prueba.indice >= punto.tamano) throw new PruebaInvalida('La prueba nombra una hoja que la bitácora firmada no tiene.')
  const hallada = await raiz(await sha256(Uint8Array.of(0), utf8(entrada)), prueba.indice, punto.tamano, prueba.camino)
  if (!hallada) throw new PruebaInvalida('El camino de la prueba no es el de esa hoja: le faltan o le sobran pasos.')
  if (!iguales(hallada, punto.raiz))
    throw new PruebaInvalida('No está en la bitácora con estos datos: alguno (folio, código, fecha, sal, lugar o camino) se cambió.')
  return { indice: prueba.indice, tamano: punto.tamano, origen: punto.origen }
}

/** Root to which the path leads (RFC 9162, 2.1.3.2); undefined when it is too short or too long. */
async function raiz(hoja: Bytes, indice: bigint, tamano: bigint, camino: readonly Bytes[]): Promise<Bytes | undefined> {
  let fn = indice
  let sn = tamano - 1n
  let r = hoja
  for (const paso of camino) {
    if (sn === 0n) return undefined
    if (fn & 1n || fn === sn) {
      r = await nodo(paso, r)
      while (!(fn & 1n) && fn) [fn, sn] = [fn >> 1n, sn >> 1n]
    } else {
      r = await nodo(r, paso)
    }
    ;[fn, sn] = [fn >> 1n, sn >> 1n]
  }
  return sn === 0n ? r : undefined
}
