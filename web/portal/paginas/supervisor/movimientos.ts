import { numero } from '../../../comun/fechas'

/** Why records stay where they are when others are moved (13.3). */
const PORQUE: Readonly<Record<string, string>> = {
  en_revision: 'ya se están revisando',
  dictaminado: 'ya tienen dictamen',
  asignado: 'ya los tiene alguien',
  ocupado: 'cambiaron en ese momento: repita',
  sin_turno: 'todavía no llegan a la Mesa',
  sin_operadores: 'no hay nadie en turno',
  sin_lugar: 'nadie tiene lugar para ellos',
  excluido: 'quien tiene lugar es quien ya los tenía',
}

/** `Se quedan: 3 ya se están revisando; 2 ya tienen dictamen.`; nothing where none stays. */
export function enPalabras(quedan: Readonly<Record<string, number>>): string {
  const partes = Object.entries(quedan).map(([causa, n]) => `${numero(n)} ${PORQUE[causa] ?? causa.replaceAll('_', ' ')}`)
  return partes.length ? `Se quedan: ${partes.join('; ')}.` : ''
}
