import { opciones } from '../../../comun/textos/palabras'
import type { Definicion } from '../../../comun/ui'

/** Fields of a period as a form has them (6.1 A); lists are typed one a line. */
export const CAMPOS_DE_PERIODO: readonly Definicion[] = [
  { nombre: 'cargo', etiqueta: 'Cargo', requerido: true, opciones: opciones('cargo') },
  { nombre: 'complemento', etiqueta: 'Complemento del nombre', maximo: 80 },
  { nombre: 'inicio', etiqueta: 'Inicio (hora del centro)', requerido: true, tipo: 'datetime-local' },
  { nombre: 'fin', etiqueta: 'Fin (hora del centro)', requerido: true, tipo: 'datetime-local' },
  {
    nombre: 'unidades',
    etiqueta: 'Unidades (distritos o municipios)',
    tipo: 'area',
    ayuda: 'Una por renglón: clave y nombre, como «015 Irapuato». Vacío si el cargo es de toda la entidad.',
  },
  { nombre: 'porcentaje', etiqueta: 'Umbral: porcentaje', ayuda: 'Por ejemplo 1 o 2.5. Vacío si todavía no se fija.' },
  { nombre: 'base', etiqueta: 'Umbral: sobre', opciones: opciones('base') },
  { nombre: 'dispersion_unidad', etiqueta: 'Dispersión: por', opciones: opciones('nivel', ['municipio', 'distrito_local', 'distrito_federal', 'seccion', 'entidad']) },
  { nombre: 'dispersion_fraccion', etiqueta: 'Dispersión: en qué parte de las unidades (%)' },
  { nombre: 'dispersion_porcentaje', etiqueta: 'Dispersión: porcentaje en cada una' },
  { nombre: 'excepcion', etiqueta: 'Municipios del régimen de excepción', tipo: 'area', ayuda: 'Una clave por renglón.' },
  { nombre: 'carga_referencia', etiqueta: 'Carga de referencia por operador', tipo: 'number', minimo: 1, maximo: 5000 },
]

const renglones = (texto = '') => texto.split('\n').map((r) => r.trim()).filter(Boolean)

/** The body that the API takes, from what was typed. */
export function cuerpoDePeriodo(v: Record<string, string>) {
  const unidades = renglones(v.unidades).map((r) => {
    const [clave = '', ...nombre] = r.split(/\s+/)
    return [clave, nombre.join(' ')] as const
  })
  const dispersion = v.dispersion_unidad
    ? { unidad: v.dispersion_unidad, fraccion: v.dispersion_fraccion ?? '', porcentaje: v.dispersion_porcentaje ?? '' }
    : null
  return {
    cargo: v.cargo ?? '',
    inicio: (v.inicio ?? '').slice(0, 16),
    fin: (v.fin ?? '').slice(0, 16),
    ...(v.complemento ? { complemento: v.complemento } : {}),
    ...(unidades.length ? { unidades: Object.fromEntries(unidades) } : {}),
    ...(v.porcentaje ? { umbral: { porcentaje: v.porcentaje, base: v.base || 'lista_nominal', dispersion } } : {}),
    ...(v.excepcion ? { excepcion: renglones(v.excepcion) } : {}),
    ...(v.carga_referencia ? { carga_referencia: Number(v.carga_referencia) } : {}),
  }
}
