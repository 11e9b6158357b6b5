/** Authorization code flow with PKCE (RFC 7636) against the hosted sign-in of a Cognito pool. */
import type { Grupo, NombreDeGrupo } from '../configuracion'

export interface Fichas {
  id: string
  refresco: string
}

interface Pendiente {
  grupo: NombreDeGrupo
  estado: string
  verificador: string
  volver: string
}

const PENDIENTE = 'captacion.entrada'

/** Where the hosted pages send people back to. */
export const RETORNO = '/sesion'

const base64url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

const azar = () => base64url(crypto.getRandomValues(new Uint8Array(32)))

/** S256 challenge of a verifier. */
export async function reto(verificador: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verificador))))
}

/** The address that begins a sign-in; what is needed on return is kept in this tab. */
export async function direccionDeEntrada(nombre: NombreDeGrupo, grupo: Grupo, volver: string, proveedor = '') {
  const pendiente: Pendiente = { grupo: nombre, estado: azar(), verificador: azar(), volver }
  sessionStorage.setItem(PENDIENTE, JSON.stringify(pendiente))
  const pedido = new URLSearchParams({
    response_type: 'code',
    client_id: grupo.cliente,
    redirect_uri: location.origin + RETORNO,
    scope: 'openid email',
    state: pendiente.estado,
    code_challenge_method: 'S256',
    code_challenge: await reto(pendiente.verificador),
  })
  if (proveedor) pedido.set('identity_provider', proveedor)
  return `${grupo.entrada}/oauth2/authorize?${pedido}`
}

/** What was pending when the hosted pages sent somebody back; undefined if the answer is not to our question. */
export function pendienteDe(busqueda: string): (Pendiente & { codigo: string }) | undefined {
  const respuesta = new URLSearchParams(busqueda)
  const guardado = sessionStorage.getItem(PENDIENTE)
  sessionStorage.removeItem(PENDIENTE)
  const codigo = respuesta.get('code')
  if (!guardado || !codigo) return undefined
  const pendiente = JSON.parse(guardado) as Pendiente
  return pendiente.estado === respuesta.get('state') ? { ...pendiente, codigo } : undefined
}

/** The code for tokens. */
export function canjea(grupo: Grupo, codigo: string, verificador: string): Promise<Fichas | undefined> {
  const pedido = { grant_type: 'authorization_code', code: codigo, code_verifier: verificador }
  return pide(grupo, { ...pedido, redirect_uri: location.origin + RETORNO })
}

/** New tokens of the same session. */
export function refresca(grupo: Grupo, refresco: string): Promise<Fichas | undefined> {
  return pide(grupo, { grant_type: 'refresh_token', refresh_token: refresco })
}

/** End the session everywhere: the refresh token and its access tokens. */
export async function revoca(grupo: Grupo, refresco: string): Promise<void> {
  const body = new URLSearchParams({ client_id: grupo.cliente, token: refresco })
  await fetch(`${grupo.entrada}/oauth2/revoke`, { method: 'POST', body }).catch(() => undefined)
}

/** The address that ends the hosted session and comes back. */
export function direccionDeSalida(grupo: Grupo): string {
  const pedido = new URLSearchParams({ client_id: grupo.cliente, logout_uri: `${location.origin}/` })
  return `${grupo.entrada}/logout?${pedido}`
}

/** undefined when the grant is refused; a lost network is thrown, and the session stays. */
async function pide(grupo: Grupo, campos: Record<string, string>): Promise<Fichas | undefined> {
  const body = new URLSearchParams({ client_id: grupo.cliente, ...campos })
  const respuesta = await fetch(`${grupo.entrada}/oauth2/token`, { method: 'POST', body })
  if (respuesta.status >= 500) throw new TypeError('El servicio de acceso no responde.')
  if (!respuesta.ok) return undefined
  const fichas = (await respuesta.json()) as { id_token: string; refresh_token?: string }
  return { id: fichas.id_token, refresco: fichas.refresh_token ?? campos.refresh_token ?? '' }
}
