import type { Respuesta } from '../../comun/api/tipos'

type HojaDeApi = Respuesta<'/v1/mesa/registros/{folio}', 'get'>

type IncisoDeApi = Respuesta<'/v1/mesa/catalogo', 'get'>['incisos'][number]

/** A row of the catalogue; what the numeral says of it is there where the Mesa's catalogue has it. */
export type Inciso = Pick<IncisoDeApi, 'inciso' | 'tipo' | 'opciones' | 'precisar'> & Partial<IncisoDeApi>
export type Hallazgo = HojaDeApi['hallazgos'][number]
export type Datos = Respuesta<'/v1/mesa/registros/{folio}/correccion', 'post'>

export const FIGURAS = ['foto', 'anverso', 'firma', 'reverso'] as const
export type Figura = (typeof FIGURAS)[number]

export const NOMBRES_DE_FIGURA: Record<Figura, string> = {
  foto: 'Fotografía viva',
  anverso: 'Anverso de la credencial',
  firma: 'Firma manuscrita digitalizada',
  reverso: 'Reverso de la credencial',
}

/** A sheet in memory: its pictures are addresses of decoded bytes, which are given back when it leaves. */
export type Hoja = Omit<HojaDeApi, 'imagenes'> & { figuras: Partial<Record<Figura, string>> }

/** What the operator says: `inciso` null for a valid record. */
export interface Dictamen {
  inciso: string | null
  opcion?: string
  detalle?: string
  /** That what the inciso asks to consider was considered (13.7 g). */
  considerado?: boolean
}
