import type { Ruta } from './ruta'

export const deInstituciones: readonly Ruta[] = []
