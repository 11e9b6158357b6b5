// The auxiliar's way in (8.3 to 8.8, 8.11): registration, local password, unlocking, reset, configuration, devices.

import { api, datos } from '../../comun/api/cliente'
import { ErrorDeApi } from '../../comun/api/problemas'
import * as sesion from '../../comun/sesion/sesion'
import { base64, sha256 } from '../nucleo/bytes'
import { abre, cifra, envuelve, espera, nuevaLlaveEstado, type Envuelta } from '../nucleo/contrasena'
import { nuevoId } from '../nucleo/folio'
import { nuevaLlave, publicaDer } from '../nucleo/llaves'
import type { Bytes } from '../nucleo/tipos'
import type { Aplicacion } from './aplicacion'
import { APLICACION, type DispositivoListado, type PerfilAuxiliar } from './perfiles'

export type Proveedor = 'google' | 'facebook' | 'x'

export interface Alta {
  proveedor: Proveedor
  proceso: string
  auxiliar: string
  aviso: string
  ubicacion: boolean
}

const DISPOSITIVO = 'dispositivo-auxiliar'

/**
 * Register this phone (8.3, 8.4); the account that acts from now on. Repeating is safe: the device Id and key are kept
 * before they are sent. Where they belong to another auxiliar, new ones are made, once.
 */
export async function register(app: Aplicacion, alta: Alta): Promise<string> {
  try {
    return await registerOnce(app, alta)
  } catch (error) {
    if (!(error instanceof ErrorDeApi) || error.codigo !== 'dispositivo_en_uso') throw error
    await app.almacen.setConfig(DISPOSITIVO, undefined)
    return registerOnce(app, alta)
  }
}

async function registerOnce(app: Aplicacion, alta: Alta): Promise<string> {
  sesion.elige('') // whoever registers acts as nobody yet
  const dispositivo = await deviceId(app)
  const llave = await app.almacen.key(dispositivo)
  const body = {
    autenticacion: alta.proveedor,
    proceso: alta.proceso,
    auxiliar: alta.auxiliar,
    aviso: alta.aviso,
    acepta_aviso: true,
    permite_ubicacion: alta.ubicacion,
    dispositivo,
    llave: base64(await publicaDer(llave!)),
    ...aparato(),
    aplicacion: `${APLICACION.nombre} ${APLICACION.version}`
  }
  return (await datos(api.POST('/v1/dispositivos', { body }))).cuenta
}

/** Another notice is in force: the same phone registers again with it (docs/app.md, 4). */
export async function acceptNotice(app: Aplicacion, aviso: string): Promise<void> {
  const auxiliar = app.vista.auxiliar!
  const alta = { proveedor: auxiliar.proveedor as Proveedor, proceso: auxiliar.proceso, auxiliar: auxiliar.auxiliar, aviso, ubicacion: true }
  sesion.elige(await register(app, alta))
  await refresh(app)
}

async function deviceId(app: Aplicacion): Promise<string> {
  const guardado = await app.almacen.config<string>(DISPOSITIVO)
  if (guardado && (await app.almacen.key(guardado))) return guardado
  const nuevo = nuevoId()
  await app.almacen.putKey(nuevo, await nuevaLlave())
  await app.almacen.setConfig(DISPOSITIVO, nuevo)
  return nuevo
}

/** The phone in words, as the browser tells it. */
export function aparato(): { modelo: string; sistema: string } {
  const agente = navigator.userAgent
  const android = /Android [\d.]+/.exec(agente)?.[0]
  const ios = /(?:iPhone|iPad).*? OS ([\d_]+)/.exec(agente)?.[1]
  const sistema = android ?? (ios ? `iOS ${ios.replaceAll('_', '.')}` : /Windows|Mac OS X|Linux|CrOS/.exec(agente)?.[0])
  const modelo = /Android [\d.]+; ([^;)]+)/.exec(agente)?.[1] ?? (ios ? 'iPhone o iPad' : 'Navegador')
  return { modelo: modelo.slice(0, 60), sistema: (sistema ?? 'Desconocido').slice(0, 60) }
}

/** After registering: the local password (8.7) protects what the app knows from now on. */
export async function createPassword(app: Aplicacion, contrasena: string, proveedor: string, cuenta: string): Promise<void> {
  const { almacen } = app
  sesion.elige(cuenta) // a person may have several accounts (docs/app.md, 2)
  const nueva = await nuevaLlaveEstado()
  const envuelta = await envuelve(nueva, contrasena)
  almacen.llavesEstado.auxiliar = (await abre(envuelta, contrasena))!
  const perfil = await readConfiguration(app, { cuenta, proveedor, sesion: null })
  // One write after the other: without the profile the password alone opens an empty app, which reads it again.
  await almacen.setConfig('perfil-auxiliar', await cifra(almacen.llavesEstado.auxiliar, perfil))
  await almacen.setConfig('envuelta', envuelta)
  await almacen.setConfig('fallos', undefined)
  app.set({ auxiliar: perfil, bloqueada: false })
  await app.changeModeKeepingSession('auxiliar')
}

export type Apertura = { abierta: true } | { abierta: false; espera: number }

/** Open the app with its password (9.1). Wrong tries make one wait longer; nothing is ever erased. */
export async function unlock(app: Aplicacion, contrasena: string, ahora: number = Date.now()): Promise<Apertura> {
  const { almacen } = app
  const fallos = (await almacen.config<{ veces: number; hasta: number }>('fallos')) ?? { veces: 0, hasta: 0 }
  if (ahora < fallos.hasta) return { abierta: false, espera: fallos.hasta - ahora }
  const llave = await abre((await almacen.config<Envuelta>('envuelta'))!, contrasena)
  if (!llave) {
    const ms = espera(fallos.veces + 1)
    await almacen.setConfig('fallos', { veces: fallos.veces + 1, hasta: ahora + ms })
    return { abierta: false, espera: ms }
  }
  await almacen.setConfig('fallos', undefined)
  almacen.llavesEstado.auxiliar = llave
  app.set({ auxiliar: await app.readProfile<PerfilAuxiliar>('auxiliar'), bloqueada: false })
  await app.restoreSession()
  await app.reload()
  return { abierta: true }
}

/**
 * A new password for a forgotten one (8.8): only the account whose device this is may set it. Sealed records stay;
 * receipts that the old password protected are asked for again.
 */
export async function resetPassword(app: Aplicacion, contrasena: string, proveedor: string): Promise<boolean> {
  const propio = await app.almacen.config<string>(DISPOSITIVO)
  sesion.elige('')
  const { cuentas } = await datos(api.GET('/v1/cuenta'))
  for (const { cuenta, rol } of cuentas) {
    if (rol !== 'auxiliar' || !cuenta) continue
    sesion.elige(cuenta)
    const { dispositivos } = await datos(api.GET('/v1/aplicacion'))
    if (!dispositivos.some(({ dispositivo }) => dispositivo === propio)) continue
    await createPassword(app, contrasena, proveedor, cuenta)
    return true
  }
  return false
}

/** All that is needed to work without network (9.1, 9.3); kept, and the clock compared. */
export async function refresh(app: Aplicacion): Promise<void> {
  const { auxiliar } = app.vista
  if (!auxiliar) return
  await app.saveProfile('auxiliar', await readConfiguration(app, auxiliar))
}

async function readConfiguration(
  app: Aplicacion,
  antes: Pick<PerfilAuxiliar, 'cuenta' | 'proveedor' | 'sesion'>
): Promise<PerfilAuxiliar> {
  const pedido = Date.now()
  const leida = await datos(api.GET('/v1/aplicacion'))
  await app.compareClock(leida.hora_servidor, pedido)
  await keepEmblem(app, leida.aspirante.aspirante, leida.aspirante.emblema?.sha256 ?? null)
  return {
    ...antes,
    dispositivo: (await app.almacen.config<string>(DISPOSITIVO)) ?? '',
    auxiliar: leida.auxiliar.auxiliar,
    baja: leida.auxiliar.baja,
    cedula: leida.auxiliar.cedula,
    aviso: leida.auxiliar.aviso,
    aviso_vigente: leida.aviso_vigente,
    proceso: leida.proceso.proceso,
    proceso_nombre: leida.proceso.nombre,
    llave: leida.proceso.llave_captura,
    aspirante: { ...leida.aspirante, emblema: leida.aspirante.emblema?.sha256 ?? null },
    periodo: leida.periodo,
    captura_permitida: leida.captura_permitida,
    version_minima: leida.version_minima,
    dispositivos: leida.dispositivos.map(({ dispositivo, etiqueta, alta }): DispositivoListado => ({ dispositivo, etiqueta, alta })),
    leido_en: Date.now()
  }
}

/** The emblem is public: it is kept by its digest, and fetched again only when that changes. */
export async function keepEmblem(app: Aplicacion, aspirante: string, digest: string | null): Promise<void> {
  if (!digest || (await app.almacen.config(`emblema-${digest}`))) return
  const leido = await api.GET('/v1/aspirantes/{aspirante}/emblema', {
    params: { path: { aspirante } },
    headers: { Accept: 'image/png' },
    parseAs: 'arrayBuffer'
  })
  const png = leido.data && (new Uint8Array(leido.data as unknown as ArrayBuffer) as Bytes)
  if (png && (await sha256(png)) === digest) await app.almacen.setConfig(`emblema-${digest}`, png)
}

/** Baja de Dispositivo (8.11), of this phone or the other. */
export async function removeDevice(app: Aplicacion, dispositivo: string): Promise<void> {
  await datos(api.DELETE('/v1/dispositivos/{dispositivo}', { params: { path: { dispositivo } } }))
  const { auxiliar } = app.vista
  if (!auxiliar) return
  const quedan = auxiliar.dispositivos.filter((listado) => listado.dispositivo !== dispositivo)
  await app.saveProfile('auxiliar', { ...auxiliar, dispositivos: quedan })
}

export interface AcusePropio {
  folio: string
  recibido_en: string
  integridad: string
}

/** A page of the receipts that the INE has of this auxiliar, whichever phone sent them (9.14); `despues`: where to go on. */
export async function ownReceipts(despues: string): Promise<{ elementos: AcusePropio[]; siguiente: string | null }> {
  return datos(api.GET('/v1/auxiliares/acuses', { params: { query: despues ? { despues } : {} } }))
}
