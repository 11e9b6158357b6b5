// The phone's clock against the server's, and what the period allows now (8.10, 9.16, 12.5).

export const MINUTO = 60_000
/** From here on the difference is told. */
export const AVISA = 2 * MINUTO
/** From here on nothing is captured: reception would refuse it as captured in the future, or date it wrongly. */
export const BLOQUEA = 10 * MINUTO

/**
 * How far the phone's clock is ahead of the server's, in ms (negative: behind).
 * `pedido` and `llegada`: the phone's clock when the request was sent and when its answer came.
 */
export function diferencia(horaServidor: string, pedido: number, llegada: number): number {
  return Math.round((pedido + llegada) / 2 - Date.parse(horaServidor))
}

export type EstadoReloj = 'bien' | 'avisa' | 'bloquea'

export function juzgaReloj(diferenciaMs: number): EstadoReloj {
  const fuera = Math.abs(diferenciaMs)
  if (fuera > BLOQUEA) return 'bloquea'
  return fuera > AVISA ? 'avisa' : 'bien'
}

export interface Periodo {
  inicio: string
  fin: string
  cierre_recepcion: string
}

/** `antes`: not yet; `captura`: capture and sending; `envio`: sending only, 24 hours; `cerrado`: nothing is received. */
export type Etapa = 'antes' | 'captura' | 'envio' | 'cerrado'

/** The stage of a period at `ahora` (ms); its end is exclusive. */
export function etapa(periodo: Periodo, ahora: number): Etapa {
  if (ahora < Date.parse(periodo.inicio)) return 'antes'
  if (ahora < Date.parse(periodo.fin)) return 'captura'
  return ahora < Date.parse(periodo.cierre_recepcion) ? 'envio' : 'cerrado'
}

/** Whole hours left until `momento`, at least 0. */
export function horasHasta(momento: string, ahora: number): number {
  return Math.max(0, Math.floor((Date.parse(momento) - ahora) / (60 * MINUTO)))
}
