import createClient, { type Middleware } from 'openapi-fetch'
import * as sesion from '../sesion/sesion'
import type { paths } from './api'
import { huellaDe, Repeticiones } from './repeticiones'
import { ErrorDeApi, errorDe, problemaDe, sinRed } from './problemas'

/** Every request carries the token and, once an account was chosen, which account acts. */
const identidad: Middleware = {
  async onRequest({ request }) {
    for (const [nombre, valor] of Object.entries(await sesion.cabeceras())) request.headers.set(nombre, valor)
    return request
  },
}

const repeticiones = new Repeticiones()

/** A POST carries its key, the same one when it is sent anew without having had an answer. */
async function conClave(solicitud: Request): Promise<Response> {
  if (solicitud.method !== 'POST') return conSesion(solicitud)
  const huella = await huellaDe(solicitud)
  solicitud.headers.set('Idempotency-Key', repeticiones.clave(huella))
  const respuesta = await conSesion(solicitud)
  repeticiones.contestada(huella, respuesta.status)
  return respuesta
}

/** A token that expired on the way is refreshed once and the request repeated. */
async function conSesion(solicitud: Request): Promise<Response> {
  const repeticion = solicitud.clone()
  const respuesta = await red(solicitud)
  const autorizacion = solicitud.headers.get('Authorization')
  if (respuesta.status !== 401 || !autorizacion) return vigila(respuesta)
  const ficha = await sesion.enLugarDe(autorizacion)
  if (!ficha) return vigila(respuesta)
  repeticion.headers.set('Authorization', `Bearer ${ficha}`)
  return vigila(await red(repeticion))
}

async function red(solicitud: Request): Promise<Response> {
  try {
    return await fetch(solicitud)
  } catch (falla) {
    if (falla instanceof DOMException && falla.name === 'AbortError') throw falla
    throw sinRed()
  }
}

/** The session may have been opened elsewhere, or its account ended: it is asked before the page shows the refusal. */
async function vigila(respuesta: Response): Promise<Response> {
  if (respuesta.status === 401 || respuesta.status === 403) {
    const { problema } = await problemaDe(respuesta.clone())
    if (problema.code === 'sesion_no_valida' || problema.code === 'acceso_denegado') await sesion.comprueba()
  }
  return respuesta
}

export const api = createClient<paths>({ baseUrl: '', fetch: conClave })
api.use(identidad)

interface Contestado<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The body of a success; a refusal is thrown as `ErrorDeApi`. */
export async function datos<T>(peticion: Promise<Contestado<T>>): Promise<T> {
  const { data, error, response } = await peticion
  if (response.ok) return data as T
  const espera = Number(response.headers.get('Retry-After')) || undefined
  throw errorDe(response.status, error, espera)
}

/** A file of the API, with the name it is to be saved under. */
export async function archivo(ruta: string, tipo: string, metodo = 'GET'): Promise<{ nombre: string; bytes: Blob }> {
  const cabeceras = { ...(await sesion.cabeceras()), Accept: tipo }
  const cuerpo = metodo === 'GET' ? {} : { headers: { ...cabeceras, 'Content-Type': 'application/json' }, body: '{}' }
  const solicitud = new Request(ruta, { method: metodo, headers: cabeceras, ...cuerpo })
  const respuesta = await conSesion(solicitud)
  if (!respuesta.ok) throw await problemaDe(respuesta)
  const nombre = /filename="?([^";]+)/.exec(respuesta.headers.get('Content-Disposition') ?? '')?.[1]
  return { nombre: nombre ?? 'documento', bytes: await respuesta.blob() }
}

/** Whether repeating may help, and after how many milliseconds: 429 and 503 say so, a lost network may come back. */
export function reintento(veces: number, falla: unknown): number | undefined {
  if (veces >= 3 || !(falla instanceof ErrorDeApi)) return undefined
  const { status } = falla.problema
  if (status === 429 || status === 503) return (falla.reintentaEn ?? 2 ** veces) * 1000
  return undefined
}
