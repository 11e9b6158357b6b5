import { Link } from 'wouter'
import type { Respuesta } from '../../../comun/api/tipos'
import { fechaHora } from '../../../comun/fechas'
import { palabra } from '../../../comun/textos/palabras'
import { Estado, type Columna } from '../../../comun/ui'

export type RenglonAuxiliar = Respuesta<'/v1/aspirantes/{aspirante}/auxiliares', 'get'>['elementos'][number]

/** What lists and searches of auxiliares show: initials and Id, never the person's data (18.5). */
export const COLUMNAS_DE_AUXILIAR: readonly Columna<RenglonAuxiliar>[] = [
  { titulo: 'Auxiliar', celda: (a) => <Link href={`/auxiliar/${a.auxiliar}`}>{a.auxiliar}</Link> },
  { titulo: 'Iniciales', celda: (a) => a.iniciales },
  { titulo: 'Estado', celda: (a) => <Estado clase="auxiliar" valor={a.estado} /> },
  { titulo: 'Situación registral', celda: (a) => palabra('situacion', a.situacion_registral) },
  { titulo: 'Causa de baja', celda: (a) => palabra('causa_baja', a.causa_baja) },
  { titulo: 'Alta', celda: (a) => fechaHora(a.alta) },
  { titulo: 'Correo', celda: (a) => palabra('rebote', a.rebote) },
  { titulo: 'En la aplicación', celda: (a) => (a.en_la_aplicacion ? 'Sí' : 'Todavía no') },
  { titulo: 'Documentos en custodia', celda: (a) => `${a.documentos} de 3`, cifra: true },
]
