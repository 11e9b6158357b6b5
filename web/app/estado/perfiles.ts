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
  /** False until the visual evidence was received, where the period asks for it first (8.5). Absent in older profiles. */
  captura_permitida?: boolean
  /** The oldest version of the app that may capture, N.N.N. Absent in older profiles. */
  version_minima?: string
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

/** Whether version `una` (N.N.N) is older than `otra`. */
export function anterior(una: string, otra: string): boolean {
  const [a, b] = [una, otra].map((version) => version.split('.').map(Number)) as [number[], number[]]
  const distinta = [0, 1, 2].find((n) => (a[n] ?? 0) !== (b[n] ?? 0))
  return distinta !== undefined && (a[distinta] ?? 0) < (b[distinta] ?? 0)
}
