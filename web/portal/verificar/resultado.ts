// What was proved, or what is wrong, as parts of the page.

import { fechaHora } from '../../comun/fechas'
import type { Acuse } from './acuse'

type Hijo = Node | string

/** An element with its children; text stays text. */
export function pon<N extends keyof HTMLElementTagNameMap>(nombre: N, clase: string, ...hijos: readonly Hijo[]): HTMLElementTagNameMap[N] {
  const elemento = document.createElement(nombre)
  if (clase) elemento.className = clase
  elemento.append(...hijos)
  return elemento
}

const lista = (...renglones: readonly string[]) => pon('ul', '', ...renglones.map((r) => pon('li', '', r)))

function aviso(tono: 'bien' | 'mal', simbolo: string, titulo: string, texto: string): HTMLElement {
  const marca = pon('span', 'aviso-simbolo', simbolo)
  marca.setAttribute('aria-hidden', 'true')
  return pon('div', `aviso aviso-${tono}`, marca, pon('div', '', pon('p', 'aviso-titulo', titulo), pon('p', '', texto)))
}

/** The receipt that was proved: what it says, what that proves and what it does not. */
export function probado({ folio, integridad, recibido, incluida }: Acuse): Hijo[] {
  const pares: readonly [string, Hijo][] = [
    ['Folio', folio],
    ['Recibido', `${fechaHora(recibido)} (hora del centro)`],
    ['Recibido, como está firmado', pon('code', '', recibido)],
    ['Código de integridad', pon('code', '', integridad)],
    ['Lugar en la bitácora', `Hoja ${incluida.indice}, de ${incluida.tamano} que tenía`],
    ['Bitácora', incluida.origen],
  ]
  return [
    aviso('bien', '✓', 'El acuse es auténtico', 'El sistema firmó la bitácora en que está este registro.'),
    pon('dl', 'datos', ...pares.map(([que, valor]) => pon('div', '', pon('dt', '', que), pon('dd', '', valor)))),
    pon('h2', '', 'Qué prueba'),
    lista(
      'Que un registro con ese folio, ese código de integridad y esa hora de recepción está en la bitácora pública que firmó la llave de arriba.',
      'Que quien tiene la llave no puede quitarlo ni cambiarlo después sin contradecir lo que ya firmó.',
      'Si el código de integridad es el que mostró el dispositivo, que se recibió exactamente lo que se captó.',
    ),
    pon('h2', '', 'Qué no prueba'),
    lista(
      'Que el apoyo sea válido ni que cuente: eso resulta de la verificación en el padrón y de la Mesa de Control.',
      'Quién dio el apoyo: el acuse no lleva datos personales.',
      'Que la llave sea del INE: compárela con la que publica por otro medio.',
      'Que a todas las personas se les muestre la misma bitácora: todavía no hay testigos que la firmen.',
    ),
  ]
}

/** Why the receipt was not proved. */
export const noProbado = (falla: string): Hijo[] => [
  aviso('mal', '!', 'El acuse no se pudo verificar', falla),
  pon(
    'p',
    '',
    'No dice por sí solo quién se equivocó: un archivo cortado o editado da lo mismo. Pida el acuse completo otra vez con su cuenta y repita la comprobación; si persiste, avise a ',
    pon('strong', '', 'INETEL'),
    ' y guarde el archivo.',
  ),
]
