import { deAspirante } from './rutas/aspirante'
import { deInstituciones } from './rutas/instituciones'
import { deMesa } from './rutas/mesa'
import { deProceso } from './rutas/proceso'
import type { Ruta } from './rutas/ruta'
import { deTodos } from './rutas/todos'

export type { Rol, Ruta } from './rutas/ruta'

/** Every page of the portal; the first whose address fits is shown. */
export const rutas: readonly Ruta[] = [...deTodos, ...deMesa, ...deInstituciones, ...deProceso, ...deAspirante]
