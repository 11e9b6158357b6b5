import type { Ruta } from './ruta'

export const deAspirante: readonly Ruta[] = []
