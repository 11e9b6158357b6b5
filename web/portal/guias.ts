/** First steps of each role, in the order of the work: what to do, and on which page. */
export interface Paso {
  hace: string
  /** Address of the page as in the routes; none where another page leads there. */
  camino?: string
}

export const GUIAS: Readonly<Record<string, { bajada: string; pasos: readonly Paso[] }>> = {
  ine: {
    bajada: 'Registre los OPL y los procesos, otorgue las cuentas y siga el avance nacional.',
    pasos: [
      { hace: 'Registre cada OPL con su entidad.', camino: '/opls' },
      { hace: 'Abra el proceso electoral local del OPL.', camino: '/procesos' },
      { hace: 'Otorgue las cuentas que pide el OPL y registre su Declaración de Confidencialidad.', camino: '/cuentas' },
      { hace: 'Publique los avisos de privacidad que cada persona acepta al entrar.', camino: '/publicar-aviso' },
      { hace: 'Siga el avance, responda incidencias de audiencia y, al final, ordene la entrega desde el proceso.', camino: '/avance' },
    ],
  },
  opl: {
    bajada: 'Abra «Procesos», revise la lista de preparación y registre a las personas aspirantes.',
    pasos: [
      { hace: 'En su proceso, la lista de preparación dice qué falta: periodos, umbral y cifras, llave, enlaces.', camino: '/procesos' },
      { hace: 'Genere la llave en su equipo con la herramienta «opl» y entregue aquí solo la parte pública.' },
      { hace: 'Registre a cada aspirante, genere su Cédula, recabe su firma y confirme: el folio le llega por correo.' },
      { hace: 'Pida al INE las cuentas de supervisión y operación de la Mesa de Control.', camino: '/cuentas' },
      { hace: 'Revise las cédulas de auxiliares, atienda escalados y audiencias; al terminar, notifique que la Mesa concluyó.' },
    ],
  },
  supervisor: {
    bajada: 'Vea el tablero de la Mesa: carga, plazos, registros escalados y calidad de la revisión.',
    pasos: [
      { hace: 'En el tablero vea qué plazo vence primero y quién está en turno; reparta o retire registros.', camino: '/proceso/:proceso/mesa' },
      { hace: 'Resuelva los registros escalados: determine o devuelva.', camino: '/proceso/:proceso/escalados' },
      { hace: 'Compare las segundas revisiones y decida los desacuerdos con el registro a la vista.', camino: '/proceso/:proceso/calidad' },
      { hace: 'Programe, inicie y concluya audiencias; adjunte el Acta y notifique a la DERFE.', camino: '/proceso/:proceso/audiencias' },
    ],
  },
  operador: {
    bajada: 'Abra el escritorio, póngase en turno y revise un registro tras otro con el teclado.',
    pasos: [
      { hace: 'Póngase en turno (F8). El siguiente registro aparece solo.', camino: '/mesa' },
      { hace: '«v» dice que es válido; una letra, cuál es su inconsistencia. Retroceso deshace lo último durante diez minutos.' },
      { hace: 'Si no puede decidir, escale (F4): no se detenga. «?» muestra todas las teclas.' },
      { hace: 'En una audiencia, revise con la persona aspirante presente y confirme o revierta.', camino: '/mesa/audiencias' },
      { hace: 'Las cédulas en papel se capturan por lote, con la imagen al lado.', camino: '/captura' },
    ],
  },
  aspirante: {
    bajada: 'Registre a sus auxiliares y siga el avance de los apoyos recibidos.',
    pasos: [
      { hace: 'Lea y acepte su aviso de privacidad y sus obligaciones.', camino: '/mis-avisos' },
      { hace: 'Registre auxiliares una por una o con un archivo; a cada una le llega su Id por correo.', camino: '/aspirante/:aspirante/auxiliares' },
      { hace: 'Vea cada registro con su clase, qué significa y qué puede hacer.', camino: '/aspirante/:aspirante/registros' },
      { hace: 'Siga el avance frente al umbral y la dispersión.', camino: '/aspirante/:aspirante/avance' },
      { hace: 'Si no está de acuerdo con una inconsistencia, elija los registros y pida una audiencia.', camino: '/aspirante/:aspirante/audiencias' },
    ],
  },
  inetel: {
    bajada: 'Registre a quien llama o escribe, atienda el primer nivel y turne a la MATO lo que requiera soporte técnico.',
    pasos: [
      { hace: 'Abra la solicitud más antigua de la cola y tómela.', camino: '/atencion' },
      { hace: 'Responda; lo que necesita soporte técnico, túrnelo a la MATO.' },
    ],
  },
  mato: {
    bajada: 'Atienda las solicitudes de la cola por orden de plazo.',
    pasos: [
      { hace: 'Abra la solicitud más antigua y tómela: quien la abrió ve que está en atención.', camino: '/atencion' },
      { hace: 'Escriba, turne al segundo nivel si hace falta, y resuélvala. La respuesta llega también por correo.' },
    ],
  },
}

export const guiaDe = (rol: string) => GUIAS[rol === 'representante' ? 'aspirante' : rol]
