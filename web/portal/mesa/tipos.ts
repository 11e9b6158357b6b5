import type { components } from '../../comun/api/api'

type HojaDeApi = components['schemas']['Hoja']

export type Inciso = components['schemas']['IncisoVigente']
export type Hallazgo = components['schemas']['HallazgoMostrado']
export type Datos = components['schemas']['Datos']

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
}
