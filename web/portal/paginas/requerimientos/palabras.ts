/** Words and fields of legal requirements and of a person's own request (16.2, 18.6). */
import type { Respuesta } from '../../../comun/api/tipos'
import type { Definicion } from '../../../comun/ui'

export type DeRequerimiento = Respuesta<'/v1/procesos/{proceso}/requerimientos/{requerimiento}', 'get'>

export const CLASES_DE_REQUERIMIENTO = [
  { valor: 'judicial', texto: 'Autoridad jurisdiccional' },
  { valor: 'administrativa', texto: 'Autoridad administrativa' },
  { valor: 'ministerial', texto: 'Autoridad ministerial' },
  { valor: 'acceso', texto: 'Una persona pide sus propios datos (ARCO)' },
] as const

export const nombreDeClase = (clase: string) => CLASES_DE_REQUERIMIENTO.find((c) => c.valor === clase)?.texto ?? clase

/** What comes next in each state of a requirement. */
export const SIGUIENTE: Readonly<Record<string, string>> = {
  registrado: 'Pida el paquete de los registros, o responda si no procede entregarlos.',
  en_curso: 'El paquete se está elaborando. Esta página lo muestra al terminar.',
  listo: 'Guarde los archivos para entregarlos, y después anote el oficio de respuesta.',
  atendido: 'Se respondió. El paquete puede guardarse de nuevo; cada vez queda anotado.',
}

const separados = (texto = '') => texto.split(/[\s,;]+/).filter(Boolean)

export const CAMPOS: readonly Definicion[] = [
  { nombre: 'clase', etiqueta: 'Quién requiere', requerido: true, opciones: CLASES_DE_REQUERIMIENTO },
  { nombre: 'autoridad', etiqueta: 'Autoridad', requerido: true, maximo: 500, ayuda: 'De una persona: la Unidad de Transparencia que acreditó su identidad.' },
  { nombre: 'fundamento', etiqueta: 'Fundamento y motivo', requerido: true, tipo: 'area', maximo: 500, ayuda: 'Como los expresa el requerimiento: sin ellos no se comunica ningún dato (18.6).' },
  { nombre: 'oficio', etiqueta: 'Número de oficio o de solicitud', requerido: true, maximo: 120 },
  { nombre: 'notificado_en', etiqueta: 'Cuándo se notificó (hora del centro)', requerido: true, tipo: 'datetime-local', ayuda: 'Desde entonces corren las 72 horas hábiles (16.2).' },
  { nombre: 'folios', etiqueta: 'Folios de los registros', requerido: true, tipo: 'area', ayuda: 'Uno por renglón, hasta 200, como aparecen en el acuse.' },
  { nombre: 'solicitante', etiqueta: 'Nombre de la persona', maximo: 200, ayuda: 'Solo si pide sus propios datos. Se guarda cifrado.' },
]

/** The body of a registration, of what was typed. */
export function cuerpo(v: Record<string, string>) {
  const { clase = '', autoridad = '', fundamento = '', oficio = '', notificado_en = '', folios, solicitante } = v
  return {
    clase: clase as 'judicial',
    autoridad,
    fundamento,
    oficio,
    notificado_en: notificado_en.slice(0, 16),
    folios: separados(folios),
    ...(solicitante ? { solicitante } : {}),
  }
}
