/**
 * The operator's queue as a pure state machine: what is shown, what was fetched ahead, which verdicts are on their way,
 * and which can be undone. A verdict names the folio that was on the screen; for any other one nothing happens.
 */
import type { Dictamen, Hoja } from './tipos'

export const ADELANTE = 3
export const DESHACER_MS = 10 * 60_000
const RECORDADOS = 20

export interface Enviado {
  hoja: Hoja
  dictamen: Dictamen
  /** Milliseconds of the clock, for the minutes in which it can be undone. */
  en: number
}

export interface Cola {
  actual: Hoja | undefined
  adelante: readonly Hoja[]
  /** Folios whose sheet was not asked for yet, in the order of the queue. */
  folios: readonly string[]
  pidiendo: readonly string[]
  enviando: readonly Enviado[]
  hechos: readonly Enviado[]
  /** A verdict that was not taken: its record is in front again and keys are held until somebody decides. */
  detenido: { folio: string; dictamen: Dictamen; falla: unknown } | undefined
  /** Verdicts given since the page was opened. */
  dados: number
}

export const vacia: Cola = {
  actual: undefined,
  adelante: [],
  folios: [],
  pidiendo: [],
  enviando: [],
  hechos: [],
  detenido: undefined,
  dados: 0,
}

export type Suceso =
  | { tipo: 'cola'; folios: readonly string[] }
  | { tipo: 'pide'; folio: string }
  | { tipo: 'hoja'; hoja: Hoja }
  | { tipo: 'sin_hoja'; folio: string }
  | { tipo: 'dictamina'; folio: string; dictamen: Dictamen; en: number }
  | { tipo: 'aceptado'; folio: string }
  | { tipo: 'rechazado'; folio: string; falla: unknown }
  | { tipo: 'libera' }
  | { tipo: 'fuera'; folio: string }
  | { tipo: 'regresa'; hoja: Hoja }
  | { tipo: 'deshecho'; folio: string }
  | { tipo: 'corregido'; hoja: Hoja }

/** The next state. Events may come late, twice, or about a record that is gone. */
export function avanza(cola: Cola, suceso: Suceso): Cola {
  switch (suceso.tipo) {
    case 'cola':
      return { ...cola, folios: suceso.folios.filter((f) => !conoce(cola, f)) }
    case 'pide':
      return { ...cola, folios: sin(cola.folios, suceso.folio), pidiendo: [...cola.pidiendo, suceso.folio] }
    case 'hoja':
      return llega(cola, suceso.hoja)
    case 'sin_hoja':
      return { ...cola, pidiendo: sin(cola.pidiendo, suceso.folio) }
    case 'dictamina':
      return dictamina(cola, suceso)
    case 'aceptado':
      return acepta(cola, suceso.folio)
    case 'rechazado':
      return rechaza(cola, suceso.folio, suceso.falla)
    case 'libera':
      return { ...cola, detenido: undefined }
    case 'fuera':
      return saca(cola, suceso.folio)
    case 'regresa':
      return alFrente(cola, suceso.hoja)
    case 'deshecho':
      return { ...cola, hechos: cola.hechos.filter((h) => h.hoja.folio !== suceso.folio), dados: cola.dados - 1 }
    case 'corregido':
      return cola.actual?.folio === suceso.hoja.folio ? { ...cola, actual: suceso.hoja } : cola
  }
}

/** Which folio's sheet to ask for next, if any: at most `ADELANTE` wait behind the one shown. */
export function porPedir(cola: Cola): string | undefined {
  const enMano = cola.adelante.length + cola.pidiendo.length + (cola.actual ? 0 : -1)
  return enMano < ADELANTE ? cola.folios[0] : undefined
}

/** Whether the queue must be read again: little is left, and nothing is being decided. */
export const seAgota = (cola: Cola) => cola.folios.length + cola.pidiendo.length + cola.adelante.length < ADELANTE

/** The last verdict that may still be undone, taken or on its way. */
export function ultimo(cola: Cola, ahora: number): Enviado | undefined {
  const todos = [...cola.hechos, ...cola.enviando]
  const candidato = todos.at(-1)
  return candidato && ahora - candidato.en < DESHACER_MS ? candidato : undefined
}

const sin = (folios: readonly string[], folio: string) => folios.filter((f) => f !== folio)
const sinHoja = (hojas: readonly Hoja[], folio: string) => hojas.filter((h) => h.folio !== folio)

function conoce(cola: Cola, folio: string): boolean {
  return (
    cola.actual?.folio === folio ||
    cola.pidiendo.includes(folio) ||
    cola.adelante.some((h) => h.folio === folio) ||
    cola.enviando.some((e) => e.hoja.folio === folio) ||
    cola.hechos.some((e) => e.hoja.folio === folio)
  )
}

function llega(cola: Cola, hoja: Hoja): Cola {
  const pidiendo = sin(cola.pidiendo, hoja.folio)
  // A sheet that comes late is not shown again: its record is in hand, or its verdict was given.
  const { folio } = hoja
  const dado = [...cola.enviando, ...cola.hechos].some((e) => e.hoja.folio === folio)
  if (dado || cola.actual?.folio === folio || cola.adelante.some((h) => h.folio === folio)) return { ...cola, pidiendo }
  if (!cola.actual) return { ...cola, pidiendo, actual: hoja }
  return { ...cola, pidiendo, adelante: [...cola.adelante, hoja] }
}

function dictamina(cola: Cola, { folio, dictamen, en }: { folio: string; dictamen: Dictamen; en: number }): Cola {
  if (cola.detenido || cola.actual?.folio !== folio) return cola
  const enviado = { hoja: cola.actual, dictamen, en }
  return { ...siguiente(cola), enviando: [...cola.enviando, enviado], dados: cola.dados + 1 }
}

function siguiente(cola: Cola): Cola {
  const [actual, ...adelante] = cola.adelante
  return { ...cola, actual, adelante }
}

function acepta(cola: Cola, folio: string): Cola {
  const enviado = cola.enviando.find((e) => e.hoja.folio === folio)
  if (!enviado) return cola
  const enviando = cola.enviando.filter((e) => e !== enviado)
  return { ...cola, enviando, hechos: [...cola.hechos, enviado].slice(-RECORDADOS) }
}

/** Back in front of everything, with the keys held: what was typed is kept with it. */
function rechaza(cola: Cola, folio: string, falla: unknown): Cola {
  const enviado = cola.enviando.find((e) => e.hoja.folio === folio)
  if (!enviado) return cola
  const sinEl = { ...cola, enviando: cola.enviando.filter((e) => e !== enviado), dados: cola.dados - 1 }
  return { ...alFrente(sinEl, enviado.hoja), detenido: { folio, dictamen: enviado.dictamen, falla } }
}

function alFrente(cola: Cola, hoja: Hoja): Cola {
  if (cola.actual?.folio === hoja.folio) return { ...cola, actual: hoja }
  const hechos = cola.hechos.filter((h) => h.hoja.folio !== hoja.folio)
  const adelante = sinHoja(cola.adelante, hoja.folio)
  return { ...cola, hechos, actual: hoja, adelante: cola.actual ? [cola.actual, ...adelante] : adelante }
}

/** Withdrawn, escalated or judged elsewhere: it leaves without a verdict of this page. */
function saca(cola: Cola, folio: string): Cola {
  const detenido = cola.detenido?.folio === folio ? undefined : cola.detenido
  const enviando = cola.enviando.filter((e) => e.hoja.folio !== folio)
  const dados = cola.dados - (cola.enviando.length - enviando.length)
  const limpia = { ...cola, dados, detenido, enviando, folios: sin(cola.folios, folio), pidiendo: sin(cola.pidiendo, folio) }
  if (cola.actual?.folio === folio) return siguiente(limpia)
  return { ...limpia, adelante: sinHoja(cola.adelante, folio) }
}
