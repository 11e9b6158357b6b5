import type { Ruta } from './ruta'

export const deMesa: readonly Ruta[] = []
