// The life of a record on the phone: guardado → anunciado → subido → recibido | rechazado | conflicto.
// Pure: (record, what happened) → record. The same cases as cliente/telefono.py; who stores it is `envio.ts`.

import type { Acuse, Contestado, Lugar, Modo, Motivo } from './tipos'

export type Estado = 'guardado' | 'anunciado' | 'subido' | 'recibido' | 'rechazado' | 'conflicto'

/** What is kept of a record beside its sealed bytes. No datum of the citizen is in it but the place (kept encrypted). */
export interface Registro {
  registro: string
  folio: string
  proceso: string
  aspirante: string
  auxiliar: string
  dispositivo: string
  cuenta: string
  modo: Modo
  capturado_en: string
  lugar: Lugar | null
  bytes: number
  sha256: string
  integridad: string
  estado: Estado
  envio: string
  /** When the sealed bytes arrived (ms), 0 before that. */
  subido_en: number
  acuse: Acuse | null
  motivo: Motivo | null
}

export const FINALES: readonly Estado[] = ['recibido', 'rechazado', 'conflicto']
/** What is still `pendiente` after this long is announced again (7.3). */
export const SIN_RESPUESTA = 60 * 60_000

export type Suceso =
  | { que: 'contestado'; envio: string; item: Contestado }
  | { que: 'subido'; ahora: number }
  | { que: 'permiso_perdido' }
  | { que: 'reenviar' }

export const ACUSE_AJENO: Motivo = {
  codigo: 'acuse_ajeno',
  texto: 'El acuse es de otro contenido. El registro se conserva: pida ayuda con su folio.'
}

/** The record after what happened. What was received stays received, whatever comes later. */
export function avanza(registro: Registro, suceso: Suceso): Registro {
  if (registro.estado === 'recibido') return registro
  switch (suceso.que) {
    case 'contestado':
      return contesta(registro, suceso.envio, suceso.item)
    case 'subido':
      return FINALES.includes(registro.estado) ? registro : { ...registro, estado: 'subido', subido_en: suceso.ahora }
    case 'permiso_perdido':
      return registro.estado === 'anunciado' ? { ...registro, estado: 'guardado' } : registro
    case 'reenviar':
      return { ...registro, estado: 'guardado', motivo: null, subido_en: 0 }
  }
}

function contesta(registro: Registro, envio: string, item: Contestado): Registro {
  const con = { ...registro, envio, folio: item.folio || registro.folio }
  switch (item.estado) {
    case 'permitido':
      return registro.estado === 'subido' ? con : { ...con, estado: 'anunciado', motivo: null }
    case 'recibido':
      return item.acuse ? withReceipt(con, item.acuse) : con
    case 'rechazado':
    case 'conflicto':
      return { ...con, estado: item.estado, motivo: item.motivo }
    default:
      // `pendiente` (with what it waits for), and states of a later version of the API: nothing is decided
      return item.motivo && !FINALES.includes(registro.estado) ? { ...con, motivo: item.motivo } : con
  }
}

/** Only a receipt for these very bytes lets them go (9.14). */
function withReceipt(registro: Registro, acuse: Acuse): Registro {
  if (acuse.integridad === registro.integridad) return { ...registro, estado: 'recibido', acuse, motivo: null }
  return { ...registro, estado: 'conflicto', acuse, motivo: ACUSE_AJENO }
}

/** Whether the sealed bytes may be deleted now. */
export function borrable(registro: Registro): boolean {
  return registro.estado === 'recibido' && registro.acuse?.integridad === registro.integridad
}

/** Uploaded long ago and still without an answer. */
export function sinRespuesta(registro: Registro, ahora: number): boolean {
  return registro.estado === 'subido' && ahora - registro.subido_en > SIN_RESPUESTA
}

/** Refusals that sending again may cure; the others need a new capture, another version of the app, or help. */
const REINTENTABLES = new Set(['tamano_distinto', 'digest_distinto', 'captura_futura', 'sobre_truncado'])

export function reintentable(registro: Registro): boolean {
  return registro.estado === 'rechazado' && REINTENTABLES.has(registro.motivo?.codigo ?? '')
}
