// Why capture cannot start now, in words, and what to do. Pure.

import type { Vista } from '../estado/aplicacion'
import { MINIMO_LIBRE } from '../estado/espacio'
import { anterior, APLICACION } from '../estado/perfiles'
import { etapa, juzgaReloj } from '../nucleo/reloj'

export interface Impedimento {
  titulo: string
  texto: string
  tono: 'cuidado' | 'mal'
  /** False: it is told, and capture goes on. */
  impide: boolean
}

const DIA = 24 * 60 * 60_000
const no = (titulo: string, texto: string): Impedimento => ({ titulo, texto, tono: 'mal', impide: true })

/** The first thing that keeps an auxiliar from capturing, or that should be known; null when there is none. */
export function impedimento(vista: Vista, ahora: number): Impedimento | null {
  const { auxiliar } = vista
  if (!auxiliar) return no('Sin registro', 'Regístrese primero.')
  if (auxiliar.baja) return no('Su registro fue dado de baja', 'Lo que ya captó puede enviarse. Si es un error, hable con la persona aspirante.')
  if (!auxiliar.aspirante.vigente) return no('El registro de la persona aspirante terminó', 'Ya no se captan apoyos para ella. Los que se captaron antes se envían y reciben su acuse; no los borre.')
  if (anterior(APLICACION.version, auxiliar.version_minima ?? '0.0.0')) return no('Actualice la aplicación', 'Esta versión ya no puede captar. Con Internet, cierre la aplicación, ábrala y toque «Actualizar». Lo que guarda se conserva y se envía.')
  const plazo = etapa(auxiliar.periodo, ahora)
  if (plazo === 'antes') return no('El periodo no ha empezado', 'Todavía no se captan apoyos.')
  if (plazo !== 'captura') return no('El periodo terminó', 'Ya no se captan apoyos.')
  if (auxiliar.captura_permitida === false) return no('Faltan sus testigos visuales', 'En este periodo se envían antes de captar. Toque «Testigos visuales» y espere a que se reciban.')
  return device(vista) ?? stale(auxiliar.leido_en, ahora)
}

/** What of the phone itself keeps anybody from capturing. */
export function device(vista: Vista): Impedimento | null {
  if (vista.diferencia !== null && juzgaReloj(vista.diferencia) === 'bloquea') {
    return no('La hora del teléfono no es correcta', 'En los ajustes del teléfono elija «Fecha y hora automáticas», y toque «Actualizar datos» con Internet.')
  }
  if (vista.espacio.libre < MINIMO_LIBRE) return no('Queda poco espacio', 'Borre fotos o aplicaciones: hacen falta 100 MB libres para captar.')
  return null
}

function stale(leido: number, ahora: number): Impedimento | null {
  if (ahora - leido < DIA) return null
  return { titulo: 'Actualice los datos', texto: 'Hace más de un día que no se leen del INE. Hágalo cuando tenga Internet.', tono: 'cuidado', impide: false }
}
