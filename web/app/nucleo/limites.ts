// Sizes of docs/expediente-v1.md, section 2.

/** Most bytes of each entry, and of the whole file (section 2). */
export const MAXIMO_JPEG = 1_572_864
export const MAXIMO_PNG = 524_288
export const MAXIMO_EXPEDIENTE = 4 * 1024 * 1024

export class ExpedienteExcedido extends Error {}
