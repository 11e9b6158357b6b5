import { ENTIDADES } from '../../../comun/textos/entidades'
import { opciones } from '../../../comun/textos/palabras'
import type { Definicion } from '../../../comun/ui'

/** The data of 6.1 B, C and E as a form has them. */
export const CAMPOS_DE_ASPIRANTE: readonly Definicion[] = [
  { nombre: 'periodo', etiqueta: 'Periodo', requerido: true, mayusculas: true, maximo: 40, ayuda: 'Id del periodo, como aparece en «Periodos».' },
  { nombre: 'unidad', etiqueta: 'Distrito o municipio', maximo: 4, ayuda: 'Vacío si el cargo es de toda la entidad.' },
  { nombre: 'nombre', etiqueta: 'Nombre(s)', requerido: true, maximo: 200 },
  { nombre: 'apellido_paterno', etiqueta: 'Apellido paterno', requerido: true, maximo: 200 },
  { nombre: 'apellido_materno', etiqueta: 'Apellido materno', maximo: 200 },
  { nombre: 'fecha_nacimiento', etiqueta: 'Fecha de nacimiento', requerido: true, tipo: 'date' },
  { nombre: 'lugar_nacimiento', etiqueta: 'Lugar de nacimiento', requerido: true, maximo: 200 },
  { nombre: 'correo', etiqueta: 'Correo de la cuenta con la que entrará', requerido: true, tipo: 'email', maximo: 254 },
  { nombre: 'proveedor', etiqueta: 'Entra con', requerido: true, opciones: opciones('proveedor') },
  { nombre: 'telefono_movil', etiqueta: 'Teléfono móvil', tipo: 'tel' },
  { nombre: 'telefono_domicilio', etiqueta: 'Teléfono del domicilio', tipo: 'tel' },
  { nombre: 'telefono_oficina', etiqueta: 'Teléfono de oficina', tipo: 'tel' },
  { nombre: 'clave_elector', etiqueta: 'Clave de elector', requerido: true, mayusculas: true, maximo: 18 },
  { nombre: 'curp', etiqueta: 'CURP', mayusculas: true, maximo: 18 },
  { nombre: 'cic', etiqueta: 'CIC', maximo: 9 },
  { nombre: 'ocr', etiqueta: 'OCR', maximo: 13 },
  { nombre: 'emision', etiqueta: 'Número de emisión', maximo: 2 },
  { nombre: 'entidad', etiqueta: 'Entidad', requerido: true, opciones: ENTIDADES },
  { nombre: 'municipio', etiqueta: 'Municipio', requerido: true, maximo: 3, ayuda: 'Clave de tres dígitos.' },
  { nombre: 'seccion', etiqueta: 'Sección', requerido: true, maximo: 4, ayuda: 'Clave de cuatro dígitos.' },
  { nombre: 'fecha_manifestacion', etiqueta: 'Fecha de la manifestación de intención', requerido: true, tipo: 'date' },
  { nombre: 'oficio', etiqueta: 'Oficio', requerido: true, maximo: 200 },
  { nombre: 'folio_interno', etiqueta: 'Folio interno del OPL', maximo: 200 },
  { nombre: 'observaciones', etiqueta: 'Observaciones', tipo: 'area', maximo: 2000 },
]
