/** Times come in UTC and are shown as wall-clock time of the centre; periods are written in that time too. */
export const ZONA = 'America/Mexico_City'

const FECHA = new Intl.DateTimeFormat('es-MX', { timeZone: ZONA, dateStyle: 'medium' })
const FECHA_HORA = new Intl.DateTimeFormat('es-MX', { timeZone: ZONA, dateStyle: 'medium', timeStyle: 'short' })
const DIA = new Intl.DateTimeFormat('es-MX', { timeZone: 'UTC', dateStyle: 'medium' })
const NUMERO = new Intl.NumberFormat('es-MX')
const PARTES = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONA,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

const NADA = '—'

/** `2 dic 2026, 8:05 a.m.`; a dash for nothing. */
export function fechaHora(instante: string | null | undefined): string {
  return con(instante, FECHA_HORA)
}

/** The day of an instant at the centre. */
export function fecha(instante: string | null | undefined): string {
  return con(instante, FECHA)
}

/** A day as it is written in data (`2026-12-02`), which belongs to no time zone. */
export function dia(texto: string | null | undefined): string {
  return con(texto ? `${texto}T00:00:00Z` : texto, DIA)
}

function con(texto: string | null | undefined, formato: Intl.DateTimeFormat): string {
  if (!texto) return NADA
  const momento = new Date(texto)
  return Number.isNaN(momento.getTime()) ? texto : formato.format(momento)
}

/** `2026-12-02T08:05` at the centre: what `<input type="datetime-local">` takes. */
export function paraCampo(momento: Date): string {
  const p = Object.fromEntries(PARTES.formatToParts(momento).map(({ type, value }) => [type, value]))
  return `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}`
}

/** Today at the centre, `2026-12-02`. */
export const hoy = (momento: Date = new Date()) => paraCampo(momento).slice(0, 10)

/** Time until or since, in words a person reads. */
export function duracion(segundos: number): string {
  const s = Math.max(0, Math.round(segundos))
  if (s < 60) return `${s} s`
  if (s < 3600) return `${Math.round(s / 60)} min`
  if (s < 86_400) return `${Math.round(s / 3600)} h`
  const dias = Math.round(s / 86_400)
  return `${dias} ${dias === 1 ? 'día' : 'días'}`
}

export const numero = (n: number | null | undefined) => (n == null ? NADA : NUMERO.format(n))
