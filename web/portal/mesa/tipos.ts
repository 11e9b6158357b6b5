import type { components } from '../../comun/api/api'

type HojaDeApi = components['schemas']['HojaMesa']

type IncisoVigente = components['schemas']['IncisoVigente']
/** A row of the catalogue; what the numeral says of it is there where the Mesa's catalogue has it. */
export type Inciso = Pick<IncisoVigente, 'inciso' | 'tipo' | 'opciones' | 'precisar'> & Partial<IncisoVigente>
export type Hallazgo = components['schemas']['HallazgoMostrado']
export type Datos = components['schemas']['DatosMesa']

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
