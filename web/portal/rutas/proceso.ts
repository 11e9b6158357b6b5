import type { Ruta } from './ruta'

export const deProceso: readonly Ruta[] = []
