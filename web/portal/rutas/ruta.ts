import { lazy, type ComponentType } from 'react'

export type Rol =
  | 'ine'
  | 'opl'
  | 'supervisor'
  | 'operador'
  | 'aspirante'
  | 'representante'
  | 'auxiliar'
  | 'ciudadania'
  | 'mato'
  | 'inetel'
  | 'visitante'
  | 'nadie'

/** A page: who may see it, and by which operations of the API it lives (a test compares both with `x-roles`). */
export interface Ruta {
  camino: string
  titulo: string
  /** Its name in the menu; pages without one are reached from others. */
  menu?: string
  roles: readonly Rol[]
  operaciones: readonly string[]
  pagina: ComponentType<Record<string, string>>
}

/** A page fetched when it is first opened. */
export const pagina = (carga: () => Promise<{ default: ComponentType<never> }>) =>
  lazy(carga as () => Promise<{ default: ComponentType<Record<string, string>> }>)

export const TODOS: readonly Rol[] = [
  'ine', 'opl', 'supervisor', 'operador', 'aspirante', 'representante', 'auxiliar', 'ciudadania', 'mato', 'inetel', 'visitante',
]
export const CUALQUIERA: readonly Rol[] = [...TODOS, 'nadie']
