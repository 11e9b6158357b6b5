/** Words of retention and disposal (16.1). */
import type { Respuesta } from '../../../comun/api/tipos'

export type DeConservacion = Respuesta<'/v1/procesos/{proceso}/conservacion', 'get'>
export type DeReserva = DeConservacion['reservas'][number]
export type DeDisposicion = Respuesta<'/v1/procesos/{proceso}/disposiciones/{disposicion}', 'get'>

/** Why a disposal stands still, and what to do about it. */
export const CAUSAS: Readonly<Record<string, string>> = {
  reserva_del_proceso: 'Hay una reserva de todo el proceso. Levántela y continúe la disposición.',
  registros_reservados: 'Lo demás ya se eliminó; quedan registros reservados. Levante sus reservas y continúe la disposición.',
  objetos_sin_eliminar: 'Hay objetos que no se dejaron eliminar: la lista de fallas dice cuáles. Pida a quien opera el sistema que quite lo que lo impide y continúe.',
  siguen_apareciendo: 'Algo sigue escribiendo datos del proceso. Pida a quien opera el sistema que lo encuentre y continúe.',
}

/** What comes next in each state. */
export const SIGUIENTE: Readonly<Record<string, string>> = {
  listando: 'Se está contando lo que se eliminaría; no se elimina nada.',
  por_autorizar: 'Revise la lista. Deben autorizarla dos personas distintas del INE; con la segunda empieza la eliminación.',
  eliminando: 'Se está eliminando. Avanza por partes y continúa sola después de una falla.',
  detenida: 'La disposición está detenida.',
  certificada: 'Todo se eliminó y el certificado está listo.',
  cancelada: 'Se canceló antes de eliminar nada.',
}

const RONDAS: Readonly<Record<string, string>> = {
  listado: 'contando',
  eliminacion: 'eliminando',
  comprobacion: 'comprobando que no quede nada',
  llaves: 'programando la destrucción de las llaves',
}

export const nombreDeRonda = (ronda: string) => RONDAS[ronda] ?? ronda
export const EN_MARCHA: readonly string[] = ['listando', 'eliminando']
