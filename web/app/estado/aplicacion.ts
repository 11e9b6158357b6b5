// The state of the app outside React: storage, mode, profiles, clock, sender. Screens read `vista` and call methods.

import * as sesion from '../../comun/sesion/sesion'
import { Almacen, type Perfil } from '../nucleo/almacen'
import { cifra, descifra, type Cifrado } from '../nucleo/contrasena'
import type { Registro } from '../nucleo/maquina'
import { diferencia } from '../nucleo/reloj'
import type { Modo } from '../nucleo/tipos'
import { Enviador, type EstadoEnvio } from './envios'
import { readEspacio, type Espacio } from './espacio'
import type { PerfilAuxiliar, PerfilCiudadano } from './perfiles'

export interface Vista {
  modo: Perfil
  /** The auxiliar's profile exists but its password was not given since the app was opened. */
  bloqueada: boolean
  auxiliar: PerfilAuxiliar | null
  ciudadano: PerfilCiudadano | null
  dentro: boolean
  registros: Registro[]
  envio: EstadoEnvio
  espacio: Espacio
  /** How far the phone's clock is ahead (ms); null until it was compared. */
  diferencia: number | null
  hayVersion: boolean
}

export const MODOS: Record<Perfil, readonly Modo[]> = { auxiliar: ['auxiliar', 'cedula'], mi_apoyo: ['mi_apoyo'] }

export class Aplicacion {
  vista: Vista
  readonly enviador: Enviador
  private readonly oyentes = new Set<() => void>()

  private constructor(readonly almacen: Almacen) {
    this.enviador = new Enviador(almacen, () => this.set({ envio: this.enviador.estado }))
    this.vista = {
      modo: 'mi_apoyo', bloqueada: false, auxiliar: null, ciudadano: null, dentro: false, registros: [],
      envio: this.enviador.estado, espacio: { libre: Infinity, protegido: false }, diferencia: null, hayVersion: false
    }
    almacen.subscribe(() => void this.reload())
    sesion.escucha(() => void this.onSession())
    addEventListener('online', () => void this.restoreSession())
  }

  /** Throws where the browser keeps nothing. */
  static async start(): Promise<Aplicacion> {
    const app = new Aplicacion(await Almacen.open())
    const { almacen } = app
    almacen.llavesEstado.mi_apoyo = await app.localKey()
    app.set({
      modo: (await almacen.config<Perfil>('modo')) ?? 'mi_apoyo',
      bloqueada: (await almacen.config('envuelta')) !== undefined,
      ciudadano: await app.readProfile<PerfilCiudadano>('mi_apoyo'),
      diferencia: (await almacen.config<number>('diferencia')) ?? null,
      espacio: await readEspacio()
    })
    await app.reload()
    app.permit()
    return app
  }

  subscribe = (oyente: () => void): (() => void) => {
    this.oyentes.add(oyente)
    return () => this.oyentes.delete(oyente)
  }

  set(cambios: Partial<Vista>): void {
    this.vista = { ...this.vista, ...cambios }
    this.oyentes.forEach((oyente) => oyente())
  }

  /** Now by the server's clock, as far as it is known. */
  ahora(): number {
    return Date.now() - (this.vista.diferencia ?? 0)
  }

  async compareClock(horaServidor: string, pedido: number): Promise<void> {
    const ms = diferencia(horaServidor, pedido, Date.now())
    await this.almacen.setConfig('diferencia', ms)
    this.set({ diferencia: ms })
  }

  async changeMode(modo: Perfil): Promise<void> {
    await this.almacen.setConfig('modo', modo)
    sesion.termina('salida')
    this.set({ modo })
    await this.restoreSession()
    await this.reload()
    this.permit()
  }

  /** After registering: the session at hand is the new profile's. */
  async changeModeKeepingSession(modo: Perfil): Promise<void> {
    await this.almacen.setConfig('modo', modo)
    this.set({ modo })
    await this.restoreSession()
    await this.reload()
  }

  async reload(): Promise<void> {
    this.set({ registros: await this.almacen.all(MODOS[this.vista.modo]) })
  }

  async measureSpace(pide = false): Promise<Espacio> {
    const espacio = await readEspacio(pide)
    this.set({ espacio })
    return espacio
  }

  // --- profiles, encrypted ---

  async readProfile<T>(perfil: Perfil): Promise<T | null> {
    const llave = this.almacen.llavesEstado[perfil]
    const cifrado = await this.almacen.config<Cifrado>(`perfil-${perfil}`)
    return llave && cifrado ? descifra<T>(llave, cifrado) : null
  }

  async saveProfile(perfil: Perfil, valor: PerfilAuxiliar | PerfilCiudadano | null): Promise<void> {
    const llave = this.almacen.llavesEstado[perfil]
    if (!llave) throw new Error(`profile ${perfil} is locked`)
    await this.almacen.setConfig(`perfil-${perfil}`, valor ? await cifra(llave, valor) : undefined)
    if (perfil === 'auxiliar') this.set({ auxiliar: valor as PerfilAuxiliar | null })
    else this.set({ ciudadano: valor as PerfilCiudadano | null })
    this.permit()
  }

  /** The profile of the mode at hand. */
  get perfil(): PerfilAuxiliar | PerfilCiudadano | null {
    return this.vista.modo === 'auxiliar' ? this.vista.auxiliar : this.vista.ciudadano
  }

  // --- session ---

  /** The session of this profile, kept encrypted beside it: sending does not ask to sign in each time. */
  async restoreSession(): Promise<void> {
    const { perfil } = this
    if (sesion.actual().dentro) await this.keepSession()
    else if (perfil?.sesion && navigator.onLine) await sesion.restaura(perfil.sesion).catch(() => undefined)
    if (perfil?.cuenta && sesion.actual().dentro) sesion.elige(perfil.cuenta)
    this.set({ dentro: sesion.actual().dentro })
    this.permit()
  }

  private async onSession(): Promise<void> {
    const { dentro } = sesion.actual()
    if (dentro !== this.vista.dentro) this.set({ dentro })
    await this.keepSession()
    this.permit()
  }

  private async keepSession(): Promise<void> {
    const respaldo = sesion.respaldo()
    const { perfil } = this
    const { modo } = this.vista
    if (!perfil || !respaldo || perfil.sesion === respaldo || !this.almacen.llavesEstado[modo]) return
    await this.saveProfile(modo, { ...perfil, sesion: respaldo })
  }

  /** Sending is allowed with a profile, a session, and the key that protects its receipts. */
  permit(): void {
    const { modo, dentro } = this.vista
    const listo = dentro && Boolean(this.perfil?.cuenta) && Boolean(this.almacen.llavesEstado[modo])
    this.enviador.allow(listo ? MODOS[modo] : [])
  }

  /** Mi Apoyo has no password: its state key never leaves this phone and cannot be exported. */
  private async localKey(): Promise<CryptoKey> {
    const guardada = await this.almacen.config<CryptoKey>('llave-local')
    if (guardada) return guardada
    const nueva = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    await this.almacen.setConfig('llave-local', nueva)
    return nueva
  }
}
