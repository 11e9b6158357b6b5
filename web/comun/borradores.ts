/**
 * What is typed in the forms of this tab, kept while its person signs in again or chooses an account. It is in
 * `sessionStorage`, so that a closed tab ends it; only the same person gets it back, within half an hour, and once. Leaving
 * on purpose keeps nothing. A chosen file cannot be kept: a browser gives it to the page that it was chosen on alone.
 */
const GUARDADOS = 'captacion.borradores'
export const DURA_MS = 30 * 60_000

type Valores = Record<string, string>

interface Guardados {
  quien: string
  en: number
  formas: Record<string, Valores>
}

/** Forms that are open now, and what each has; nothing of a form that nobody touched. */
const abiertas = new Map<string, () => Valores | undefined>()

/** A form within its page. */
export const claveDe = (forma: string) => `${location.pathname} ${forma}`

/** A form says what it has whenever it is asked, until it is left. */
export function abre(clave: string, escrito: () => Valores | undefined): () => void {
  abiertas.set(clave, escrito)
  return () => {
    if (abiertas.get(clave) === escrito) abiertas.delete(clave)
  }
}

/** Keep what every open form has, for that person. */
export function guarda(quien: string | undefined, ahora = Date.now()): void {
  const formas: Record<string, Valores> = {}
  for (const [clave, escrito] of abiertas) {
    const valores = escrito()
    if (valores) formas[clave] = valores
  }
  if (!quien || !Object.keys(formas).length) return
  sessionStorage.setItem(GUARDADOS, JSON.stringify({ quien, en: ahora, formas } satisfies Guardados))
  setTimeout(() => entra(quien), DURA_MS + 1) // a tab that nobody comes back to keeps nothing either
}

/** Somebody signed in: what another person typed, or long ago, is gone. */
export function entra(quien: string | undefined, ahora = Date.now()): void {
  const antes = leidos()
  if (antes && (antes.quien !== quien || ahora - antes.en > DURA_MS)) olvidaTodo()
}

/** What a form had, if it was kept. */
export const de = (clave: string): Valores | undefined => leidos()?.formas[clave]

/** A form has what was its own again. */
export function olvida(clave: string): void {
  const antes = leidos()
  if (!antes?.formas[clave]) return
  const { [clave]: _suyo, ...quedan } = antes.formas
  if (!Object.keys(quedan).length) olvidaTodo()
  else sessionStorage.setItem(GUARDADOS, JSON.stringify({ ...antes, formas: quedan }))
}

export const olvidaTodo = () => sessionStorage.removeItem(GUARDADOS)

function leidos(): Guardados | undefined {
  const texto = sessionStorage.getItem(GUARDADOS)
  return texto ? (JSON.parse(texto) as Guardados) : undefined
}
