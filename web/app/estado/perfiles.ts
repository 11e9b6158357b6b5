// What the app knows of whom it works for. Kept encrypted with the state key of the profile.

import type { Periodo } from '../nucleo/reloj'
import type { Credencial, LlaveCaptura } from '../nucleo/tipos'

export interface Aspirante {
  aspirante: string
  nombre: string
  cargo: string
  unidad: string
  vigente: boolean
  /** SHA-256 of the emblem, or null. */
  emblema: string | null
}

export interface DispositivoListado {
  dispositivo: string
  etiqueta: string
  alta: string
}

/** An auxiliar's registration on this phone, as GET /v1/aplicacion last said it (9.1, 9.3). */
export interface PerfilAuxiliar {
  cuenta: string
  proveedor: string
  dispositivo: string
  auxiliar: string
  baja: string | null
  cedula: string | null
  aviso: string | null
  aviso_vigente: string | null
  proceso: string
  proceso_nombre: string
  llave: LlaveCaptura
  aspirante: Aspirante
  periodo: Periodo & { nombre: string }
  dispositivos: DispositivoListado[]
  /** When this was read, ms of the phone's clock. */
  leido_en: number
  sesion: string | null
}

/** Mi Apoyo on this phone (10.5 to 10.9), from the request for a code on. */
export interface PerfilCiudadano {
  proceso: string
  proceso_nombre: string
  dispositivo: string
  credencial: Credencial
  activacion: string
  vence: string
  /** Empty until the code was used. */
  ciudadano: string
  cuenta: string
  llave: LlaveCaptura | null
  sesion: string | null
}

export interface AspiranteOfrecido {
  aspirante: string
  nombre: string
  periodo: string
  cargo: string
  unidad: string
  fin: string
  emblema: string | null
}

export const APLICACION = { nombre: 'Apoyo Ciudadano', version: '1.0.0' }
