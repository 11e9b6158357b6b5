// Sending what the phone holds (docs/expediente-v1.md, 7 and 8): announce in lots, upload, ask, delete only against
// the receipt. Every step can be repeated, after a failure, a death or for no reason; none loses or doubles a record.

import type { Almacen } from './almacen'
import { FINALES, sinRespuesta, type Registro } from './maquina'
import type { Bytes, Contestado, Lugar, Modo, Permiso } from './tipos'

export const LOTE = 20
export const PAUSAS = [2_000, 4_000, 8_000, 16_000, 32_000, 60_000]
/** Failures in a row of network or server after which sending stops by itself, until it is woken. */
export const INTENTOS = 6

export interface Anuncio {
  registro: string
  aspirante: string
  capturado_en: string
  lugar: Lugar | null
  bytes: number
  sha256: string
}

/** The API said no, or could not answer. `estado` 0: there was no answer. `espera`: seconds it asked to wait. */
export class Rehusado extends Error {
  constructor(
    readonly estado: number,
    readonly codigo: string,
    readonly texto: string,
    readonly espera: number | null = null
  ) {
    super(`${estado} ${codigo}`)
  }

  get pasajero(): boolean {
    return this.estado === 0 || this.estado === 429 || this.estado >= 500
  }
}

/** The API and the store of uploads, for one account. Throws Rehusado. */
export interface Canal {
  announce(modo: Modo, cuenta: string, dispositivo: string, anuncios: Anuncio[]): Promise<{ envio: string; registros: Contestado[] }>
  ask(modo: Modo, cuenta: string, envio: string): Promise<Contestado[]>
  /** Whether the sealed bytes arrived. */
  upload(permiso: Permiso, sellado: Bytes): Promise<boolean>
}

export interface Medios {
  almacen: Almacen
  canal: Canal
  ahora(): number
  /** Resolves after the pause, or at once when `senal` ends it or something wakes the sender. */
  pausa(ms: number, senal: AbortSignal): Promise<void>
  /** Uploads at the same time: fewer on a slow or metered network. */
  paralelas(): number
  azar(): number
}

export type Fin = 'completo' | 'detenido' | 'sin_red' | 'sin_sesion' | 'cerrado' | 'rehusado'

export interface Resultado {
  fin: Fin
  /** What the API said, for `cerrado` and `rehusado`. */
  texto: string
}

/** Send everything of these modes until nothing is on its way. */
export async function envia(medios: Medios, modos: readonly Modo[], senal: AbortSignal): Promise<Resultado> {
  let fallos = 0
  let calma = 0
  while (!senal.aborted) {
    try {
      const avance = await round(medios, modos, senal)
      fallos = 0
      if (!(await pending(medios, modos)).length) return { fin: 'completo', texto: '' }
      calma = avance ? 0 : Math.min(calma + 1, PAUSAS.length - 1)
      await medios.pausa(PAUSAS[calma]!, senal)
    } catch (error) {
      if (!(error instanceof Rehusado)) throw error
      if (!error.pasajero) return { fin: finOf(error), texto: error.texto }
      if (++fallos >= INTENTOS) return { fin: 'sin_red', texto: error.texto }
      await medios.pausa(backoff(fallos, error.espera, medios.azar()), senal)
    }
  }
  return { fin: 'detenido', texto: '' }
}

export function finOf(error: Rehusado): Fin {
  if (error.estado === 401) return 'sin_sesion'
  return error.codigo === 'recepcion_cerrada' ? 'cerrado' : 'rehusado'
}

/** Growing and random, never shorter than what the server asked for. */
export function backoff(fallos: number, pedida: number | null, azar: number): number {
  return Math.max((pedida ?? 0) * 1000, 500 * 2 ** fallos * (1 + azar))
}

async function pending(medios: Medios, modos: readonly Modo[]): Promise<Registro[]> {
  return (await medios.almacen.all(modos)).filter((registro) => !FINALES.includes(registro.estado))
}

/** One round over all that waits; whether anything moved. */
async function round(medios: Medios, modos: readonly Modo[], senal: AbortSignal): Promise<boolean> {
  let avance = false
  for (const registro of await pending(medios, modos)) {
    if (sinRespuesta(registro, medios.ahora())) await medios.almacen.change(registro.registro, { que: 'reenviar' })
  }
  // A permit lives in memory only: what was announced before a death is announced again.
  const esperan = (await pending(medios, modos)).filter((registro) => registro.estado !== 'subido')
  for (const lote of lots(esperan)) {
    if (senal.aborted) return avance
    avance = (await sendLot(medios, lote, senal)) || avance
  }
  const subidos = (await pending(medios, modos)).filter((registro) => registro.estado === 'subido')
  return (await askAll(medios, subidos)) || avance
}

/** Records that can be announced together: of one mode, account and device, at most 20; evidence goes alone (7.4). */
export function lots(registros: Registro[]): Registro[][] {
  const grupos = new Map<string, Registro[]>()
  for (const registro of registros) {
    const clave = [registro.modo, registro.cuenta, registro.dispositivo, registro.modo === 'cedula' ? registro.registro : ''].join('|')
    grupos.set(clave, [...(grupos.get(clave) ?? []), registro])
  }
  return [...grupos.values()].flatMap((grupo) =>
    Array.from({ length: Math.ceil(grupo.length / LOTE) }, (_, i) => grupo.slice(i * LOTE, (i + 1) * LOTE))
  )
}

async function sendLot(medios: Medios, lote: Registro[], senal: AbortSignal): Promise<boolean> {
  const { modo, cuenta, dispositivo } = lote[0]!
  const respuesta = await medios.canal.announce(modo, cuenta, dispositivo, lote.map(announcement))
  const permisos: [string, Permiso][] = []
  let avance = false
  for (const item of respuesta.registros) {
    if (!lote.some((registro) => registro.registro === item.registro)) continue
    const registro = await medios.almacen.change(item.registro, { que: 'contestado', envio: respuesta.envio, item })
    avance ||= FINALES.includes(registro.estado)
    if (item.estado === 'permitido' && item.permiso) permisos.push([item.registro, item.permiso])
  }
  return (await uploadAll(medios, permisos, senal)) || avance
}

async function uploadAll(medios: Medios, permisos: [string, Permiso][], senal: AbortSignal): Promise<boolean> {
  const cola = [...permisos]
  let subidos = 0
  const worker = async () => {
    for (let siguiente = cola.shift(); siguiente; siguiente = cola.shift()) {
      if (senal.aborted) return
      if (await upload(medios, ...siguiente)) subidos++
    }
  }
  await Promise.all(Array.from({ length: medios.paralelas() }, worker))
  if (permisos.length && !subidos && !senal.aborted) throw new Rehusado(0, 'subida_fallida', 'No se pudo subir: se intentará de nuevo')
  return subidos > 0
}

async function upload(medios: Medios, registro: string, permiso: Permiso): Promise<boolean> {
  const sellado = await medios.almacen.sealed(registro)
  const llego = sellado !== undefined && (await medios.canal.upload(permiso, sellado))
  await medios.almacen.change(registro, llego ? { que: 'subido', ahora: medios.ahora() } : { que: 'permiso_perdido' })
  return llego
}

async function askAll(medios: Medios, subidos: Registro[]): Promise<boolean> {
  let avance = false
  const envios = new Map(subidos.map((registro) => [registro.envio, registro]))
  for (const [envio, { modo, cuenta }] of envios) {
    for (const item of await medios.canal.ask(modo, cuenta, envio)) {
      const antes = subidos.find((registro) => registro.registro === item.registro)
      if (!antes || item.estado === 'pendiente') continue
      const despues = await medios.almacen.change(item.registro, { que: 'contestado', envio, item })
      avance ||= FINALES.includes(despues.estado)
    }
  }
  return avance
}

function announcement(registro: Registro): Anuncio {
  const { aspirante, capturado_en, lugar, bytes, sha256 } = registro
  return { registro: registro.registro, aspirante, capturado_en, lugar, bytes, sha256 }
}
