/**
 * The session of this tab. The ID token lives in memory alone; the refresh token in `sessionStorage`, so that a reload
 * keeps the session and a closed tab ends it. Nothing is ever in `localStorage`.
 */
import { configuracion, type NombreDeGrupo } from '../configuracion'
import * as borradores from '../borradores'
import * as pkce from './pkce'

export type Fin = 'otro_equipo' | 'vencida' | 'inactividad' | 'salida'

export interface Estado {
  dentro: boolean
  grupo?: NombreDeGrupo
  /** The account that acts, if one was chosen. */
  cuenta?: string
  /** Why the last session ended. */
  fin?: Fin
}

const GUARDADA = 'captacion.sesion'
const CUENTA = 'captacion.cuenta'
const FIN = 'captacion.fin'

let ficha: string | undefined
/** When the token came, in milliseconds of this machine's clock, which may be wrong: only differences of it are used. */
let recibida = 0
let estado: Estado = { dentro: false }
const oyentes = new Set<() => void>()
let renovacion: Promise<string | undefined> | undefined

export const actual = () => estado

export function escucha(oyente: () => void): () => void {
  oyentes.add(oyente)
  return () => oyentes.delete(oyente)
}

function pon(siguiente: Estado): void {
  estado = siguiente
  oyentes.forEach((oyente) => oyente())
}

const guardada = () => {
  const texto = sessionStorage.getItem(GUARDADA)
  return texto ? (JSON.parse(texto) as { grupo: NombreDeGrupo; refresco: string }) : undefined
}

/** Leave for the hosted sign-in; `volver` is where to come back to. */
export async function entra(grupo: NombreDeGrupo, volver: string, proveedor = ''): Promise<void> {
  const { grupos } = await configuracion()
  location.assign(await pkce.direccionDeEntrada(grupo, grupos[grupo], volver, proveedor))
}

/** On return from the hosted sign-in: where to go on, or undefined if it was not our question or was refused. */
export async function recibe(busqueda: string): Promise<string | undefined> {
  const pendiente = pkce.pendienteDe(busqueda)
  if (!pendiente) return undefined
  const { grupos } = await configuracion()
  const fichas = await pkce.canjea(grupos[pendiente.grupo], pendiente.codigo, pendiente.verificador)
  if (!fichas) return undefined
  sessionStorage.removeItem(CUENTA)
  sessionStorage.removeItem(FIN)
  acepta(pendiente.grupo, fichas)
  return pendiente.volver
}

function acepta(grupo: NombreDeGrupo, fichas: pkce.Fichas): void {
  ficha = fichas.id
  recibida = Date.now()
  sessionStorage.setItem(GUARDADA, JSON.stringify({ grupo, refresco: fichas.refresco }))
  borradores.entra(sujeto())
  pon({ dentro: true, grupo, cuenta: sessionStorage.getItem(CUENTA) ?? undefined })
}

/** After a reload: the session of this tab, if it still stands. */
export async function reanuda(): Promise<void> {
  borradores.carga()
  const fin = sessionStorage.getItem(FIN) as Fin | null
  if (fin) pon({ dentro: false, fin })
  if (guardada()) await renueva()
}

/** A new ID token; undefined ends the session. However many ask at once, one request is made. */
export function renueva(): Promise<string | undefined> {
  renovacion ??= pideOtra().finally(() => (renovacion = undefined))
  return renovacion
}

async function pideOtra(): Promise<string | undefined> {
  const antes = guardada()
  if (!antes) return undefined
  const { grupos } = await configuracion()
  const fichas = await pkce.refresca(grupos[antes.grupo], antes.refresco)
  if (fichas) acepta(antes.grupo, fichas)
  else termina('vencida')
  return fichas?.id
}

/** Seconds before its end at which a token is renewed ahead of a request. */
const ANTES_S = 60

/** Headers of a request: none outside a session. */
export async function cabeceras(): Promise<Record<string, string>> {
  if (!estado.dentro) return {}
  if (!ficha || porVencer(ficha)) await renueva()
  if (!ficha) return {}
  const cuenta = estado.cuenta
  return { Authorization: `Bearer ${ficha}`, ...(cuenta ? { 'X-Cuenta': cuenta } : {}) }
}

/**
 * The token for a request that was refused with 401: one that came meanwhile, or a new one if that expired. undefined while
 * the token is in force: then its session ended, and a new token of it would be refused as well.
 */
export async function enLugarDe(autorizacion: string): Promise<string | undefined> {
  if (ficha && autorizacion !== `Bearer ${ficha}`) return ficha
  return ficha && !porVencer(ficha) ? undefined : renueva()
}

const porVencer = (token: string) => recibida + (vida(token) - ANTES_S) * 1000 < Date.now()

/** Seconds from issue to end of a token. The API verifies tokens; a page only reads when to ask for the next one. */
export function vida(token: string): number {
  const { exp = 0, iat = 0 } = dichoPor(token)
  return exp - iat
}

function dichoPor(token: string): { exp?: number; iat?: number; sub?: string } {
  const cuerpo = token.split('.')[1] ?? ''
  return JSON.parse(atob(cuerpo.replaceAll('-', '+').replaceAll('_', '/'))) as { exp?: number; iat?: number; sub?: string }
}

/** Who is signed in, as the identity provider names them. */
export const sujeto = () => (ficha ? dichoPor(ficha).sub : undefined)

/**
 * A refusal came: if not even the own accounts can be read with this token, the session ended elsewhere (5.5). Otherwise
 * the account just may not do what was asked, and the page shows that. The gateway says 401 of an ended session; a gateway
 * without the template's answers says 403.
 */
export async function comprueba(): Promise<void> {
  const esta = ficha
  if (!esta) return
  const respuesta = await fetch('/v1/cuenta', { headers: { Authorization: `Bearer ${esta}` } }).catch(() => undefined)
  // Meanwhile somebody may have left, or another token have come.
  if (ficha === esta && (respuesta?.status === 401 || respuesta?.status === 403)) termina('otro_equipo')
}

/** What an installed app keeps (encrypted) so as not to ask for sign-in at each opening; undefined outside a session. */
export function respaldo(): string | undefined {
  return sessionStorage.getItem(GUARDADA) ?? undefined
}

/** Take up a session that `respaldo` gave. A refused one ends; a lost network is thrown. */
export async function restaura(texto: string): Promise<void> {
  sessionStorage.setItem(GUARDADA, texto)
  await renueva()
}

/** Which account acts from now on. */
export function elige(cuenta: string): void {
  sessionStorage.setItem(CUENTA, cuenta)
  pon({ ...estado, cuenta })
}

/**
 * Forget the session in this tab; unless somebody leaves on purpose, what they typed waits for them. A storage that is full
 * does not keep the session alive: the reason of the end is then told until the page is left.
 */
export function termina(fin: Fin): void {
  if (fin === 'salida') borradores.olvidaTodo()
  else borradores.guarda(sujeto())
  borradores.sale()
  ficha = undefined
  for (const llave of [GUARDADA, CUENTA]) sessionStorage.removeItem(llave)
  try {
    sessionStorage.setItem(FIN, fin)
  } catch {
    sessionStorage.removeItem(FIN)
  }
  pon({ dentro: false, fin })
}

/** Milliseconds that leaving waits for the API: without network one leaves all the same. */
const CIERRE_MS = 5_000

/** The API serves the tokens of this sign-in no more. Any account of the person's closes all of theirs. */
async function cierra(token: string, cuenta?: string): Promise<void> {
  const headers = { Authorization: `Bearer ${token}`, ...(cuenta ? { 'X-Cuenta': cuenta } : {}) }
  const signal = AbortSignal.timeout(CIERRE_MS)
  const respuesta = await fetch('/v1/cuenta/sesion', { method: 'DELETE', headers, signal }).catch(() => undefined)
  if (respuesta?.status !== 409 || cuenta) return
  const { cuentas } = (await respuesta.json()) as { cuentas?: string[] }
  if (cuentas?.[0]) await cierra(token, cuentas[0])
}

/** End the session here, in the API and at the identity provider. */
export async function sal(): Promise<void> {
  const [antes, token, { cuenta }] = [guardada(), ficha, estado]
  termina('salida')
  if (!antes) return
  if (token) await cierra(token, cuenta)
  const { grupos } = await configuracion()
  await pkce.revoca(grupos[antes.grupo], antes.refresco)
  location.assign(pkce.direccionDeSalida(grupos[antes.grupo]))
}
