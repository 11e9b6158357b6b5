/**
 * What is typed in the forms of this tab, kept while its person signs in again or chooses an account. It is in
 * `sessionStorage`, so that a closed tab ends it; only the same person gets it back, within half an hour, and once. Leaving
 * on purpose keeps nothing. A chosen file cannot be kept: a browser gives it to the page that it was chosen on alone.
 */
const GUARDADOS = 'captacion.borradores'
export const DURA_MS = 30 * 60_000

/** What somebody typed in a field, and what the field had before. */
export interface Cambio {
  valor: string
  base: string
}

export type Cambios = Record<string, Cambio>

interface Guardados {
  quien: string
  en: number
  formas: Record<string, Cambios>
}

/** Forms that are open now, and what was typed in each; undefined for a form that nobody touched. */
const abiertas = new Map<string, () => Cambios | undefined>()

/** How many forms of the page have each key. */
const nombradas = new Map<string, number>()

/** Who is signed in: the only person who gets a draft. */
let persona: string | undefined

/** A form within its page. */
export const claveDe = (forma: string) => `${location.pathname} ${forma}`

/**
 * A form takes its key while it is on the page, open or not. Two forms with one key would get each other's text: nothing
 * of them is kept, and outside production this throws.
 */
export function nombra(clave: string): () => void {
  const antes = nombradas.get(clave) ?? 0
  if (antes > 0 && !import.meta.env.PROD) throw new Error(`Dos formularios con una clave: ${clave}. Dé un título propio a cada uno.`)
  nombradas.set(clave, antes + 1)
  return () => void nombradas.set(clave, (nombradas.get(clave) ?? 1) - 1)
}

/** A form says what was typed in it whenever it is asked, until it is left. */
export function abre(clave: string, escrito: () => Cambios | undefined): () => void {
  abiertas.set(clave, escrito)
  return () => {
    if (abiertas.get(clave) === escrito) abiertas.delete(clave)
  }
}

/** Keep what was typed in every open form, for that person. A full or forbidden storage keeps nothing and is no error. */
export function guarda(quien: string | undefined, ahora = Date.now()): void {
  const formas: Record<string, Cambios> = {}
  for (const [clave, escrito] of abiertas) {
    const cambios = escrito()
    if (cambios && (nombradas.get(clave) ?? 0) < 2) formas[clave] = cambios
  }
  if (!quien || !Object.keys(formas).length) return
  escribe({ quien, en: ahora, formas })
  setTimeout(() => caduca(), DURA_MS + 1) // a tab that nobody comes back to keeps nothing either
}

/** A page was loaded: what is old is erased now, and the rest when its half hour ends. */
export function carga(ahora = Date.now()): void {
  caduca(ahora)
  const queda = leidos()
  if (queda) setTimeout(() => caduca(), Math.min(DURA_MS, queda.en + DURA_MS - ahora) + 1)
}

/** Somebody signed in: what another person typed, or long ago, is gone. */
export function entra(quien: string | undefined, ahora = Date.now()): void {
  persona = quien
  caduca(ahora)
  const antes = leidos()
  if (antes && antes.quien !== quien) olvidaTodo()
}

/** Nobody is signed in. */
export function sale(): void {
  persona = undefined
}

/** What was typed in a form, if it was kept for who is signed in, within half an hour. */
export function de(clave: string, ahora = Date.now()): Cambios | undefined {
  const antes = leidos()
  return antes && antes.quien === persona && !viejo(antes, ahora) ? antes.formas[clave] : undefined
}

/** A form has what was its own again. */
export function olvida(clave: string): void {
  const antes = leidos()
  if (!antes?.formas[clave]) return
  const { [clave]: _suyo, ...quedan } = antes.formas
  if (!Object.keys(quedan).length) olvidaTodo()
  else escribe({ ...antes, formas: quedan })
}

export const olvidaTodo = () => sessionStorage.removeItem(GUARDADOS)

/** Too old, or of a clock that was set back since by as much. */
const viejo = (g: Guardados, ahora: number) => Math.abs(ahora - g.en) > DURA_MS

function caduca(ahora = Date.now()): void {
  const antes = leidos()
  if (antes && viejo(antes, ahora)) olvidaTodo()
}

function escribe(guardados: Guardados): void {
  try {
    sessionStorage.setItem(GUARDADOS, JSON.stringify(guardados))
  } catch {
    olvidaTodo() // what was there is out of date
  }
}

function leidos(): Guardados | undefined {
  const texto = sessionStorage.getItem(GUARDADOS)
  return texto ? (JSON.parse(texto) as Guardados) : undefined
}
