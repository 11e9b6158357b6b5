// A complete receipt, proved from the published key alone (Protocolo 9.14, 10.20, 12.3). Sentences are those of `opl/`.

import { deHex, hex, sha256, utf8, type Bytes } from './bytes'
import { PruebaInvalida, type Llave } from './notas'
import { comprueba, leePrueba, type Incluida } from './prueba'

/** What the receipt says, once it was proved. */
export interface Acuse {
  folio: string
  integridad: string
  recibido: string
  incluida: Incluida
}

const HEXADECIMAL = /^[0-9a-f]{64}$/
/** Data of a receipt: as people call each, and the form it has. */
const FORMAS = {
  folio: ['el folio', /^[A-Z0-9]+(-[A-Z0-9]+){3}$/],
  integridad: ['el código de integridad', HEXADECIMAL],
  recibido_en: ['la fecha de recepción', /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,15}Z$/],
  sal: ['la sal', HEXADECIMAL],
} as const
type Campo = keyof typeof FORMAS
const CAMPOS = Object.keys(FORMAS) as Campo[]

/** The text of a `.tlog-proof`, or the API's answer. Throws `PruebaInvalida`. */
export async function compruebaAcuse(dado: string, llave: Llave): Promise<Acuse> {
  const texto = dado.replace(/^\uFEFF/, '').replace(/^[\r\n\t ]+|[\r\n\t ]+$/g, '')
  if (!texto.startsWith('{')) return prueba(`${texto}\n`, llave)
  const respuesta = leeRespuesta(texto)
  const acuse = await prueba(respuesta.prueba, llave)
  const { indice, tamano } = acuse.incluida
  const contradice = (que: string) => new PruebaInvalida(`El acuse se contradice: su ${que} no es el que se probó.`)
  if (respuesta.folio !== acuse.folio) throw contradice('folio')
  if (respuesta.indice !== Number(indice)) throw contradice('lugar')
  if (respuesta.tamano !== Number(tamano)) throw contradice('tamaño de la bitácora')
  return acuse
}

async function prueba(texto: string, llave: Llave): Promise<Acuse> {
  const leida = leePrueba(texto)
  const { folio, integridad, recibido_en, sal } = datos(leida.extra)
  const digesto = await sha256(deHex(sal), utf8(`${folio}\n${integridad}\n${recibido_en}\n`))
  const entrada = `captacion/recepcion/v1 ${hex(digesto)}\n`
  return { folio, integridad, recibido: recibido_en, incluida: await comprueba(leida, entrada, llave) }
}

/** The API's answer; other JSON, and a receipt that has no proof yet, are told apart. */
function leeRespuesta(texto: string): { prueba: string; folio?: unknown; indice?: unknown; tamano?: unknown } {
  let respuesta: Record<string, unknown>
  try {
    respuesta = JSON.parse(texto) as Record<string, unknown>
  } catch {
    throw new PruebaInvalida('El archivo está dañado: empieza como JSON y no lo es.')
  }
  if (typeof respuesta['prueba'] !== 'string')
    throw new PruebaInvalida('El acuse no está completo: no trae la prueba de la bitácora. Pídala con su cuenta y su folio.')
  return { ...respuesta, prueba: respuesta['prueba'] }
}

function datos(extra: Bytes): Record<Campo, string> {
  let leidos: Record<string, unknown> | null
  try {
    leidos = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(extra)) as typeof leidos
  } catch {
    leidos = null
  }
  if (!leidos || CAMPOS.some((campo) => leidos[campo] === undefined))
    throw new PruebaInvalida('La prueba no trae los datos de un acuse: folio, código, fecha y sal.')
  for (const campo of CAMPOS) {
    const [nombre, forma] = FORMAS[campo]
    const valor = leidos[campo]
    if (typeof valor !== 'string' || !forma.test(valor)) throw new PruebaInvalida(`En el acuse, ${nombre} no tiene la forma debida.`)
  }
  return leidos as Record<Campo, string>
}
