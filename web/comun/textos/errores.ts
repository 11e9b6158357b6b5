import { ErrorDeApi, OTRO_EQUIPO, SESION_TERMINADA, SIN_RED } from '../api/problemas'

/** The next step for each code of the API (docs/bad-input.md, section 6): the API says what happened, this what to do. */
export const QUE_HACER: Readonly<Record<string, string>> = {
  solicitud_invalida: 'Revise lo que escribió e intente de nuevo.',
  cuerpo_invalido: 'Revise el dato que se señala e intente de nuevo.',
  sesion_no_valida: 'Inicie sesión de nuevo y repita lo que hacía.',
  solicitud_en_curso: 'Espere unos segundos: la misma solicitud se está atendiendo.',
  clave_reutilizada: 'Es una falla de esta página: vuelva a cargarla y repórtela en «Ayuda».',
  datos_ilegibles: 'Avise a la MATO en «Ayuda»: los datos guardados no se pueden abrir y repetir no lo corrige.',
  acceso_denegado: 'Use la cuenta que tiene este permiso. Si debería tenerlo, pídalo a quien administra las cuentas.',
  no_encontrado: 'Revise el identificador. Puede no existir o no estar a su alcance.',
  conflicto: 'Vuelva a leer la información y decida con lo que hay ahora.',
  elija_cuenta: 'Elija con cuál de sus cuentas quiere actuar.',
  solicitud_grande: 'Reduzca el archivo o divida lo que envía.',
  tipo_no_admitido: 'Es una falla de esta página: repórtela en «Ayuda».',
  datos_no_admitidos: 'Corrija cada dato señalado; lo demás se conserva.',
  demasiadas_solicitudes: 'Espere el tiempo indicado; la página repite sola lo que se puede repetir.',
  falla_interna: 'Intente de nuevo. Si continúa, repórtelo en «Ayuda».',
  ocupado: 'Otra persona trabaja sobre lo mismo en este momento. Intente de nuevo en unos segundos.',
  cuenta_duplicada: 'Use la cuenta que ya existe. Si es otra persona con el mismo nombre, explíquelo al solicitarla.',
  acto_improcedente: 'Vuelva a leer la cuenta: su estado cambió.',
  version_anterior: 'Alguien hizo un cambio mientras tanto. Vuelva a leer y repita su cambio si todavía procede.',
  plazo_vencido: 'El dictamen queda firme; puede pedirse otra audiencia.',
  llave_no_admitida: 'Genere el par con «python -m opl llaves crear» y entregue el archivo de la llave pública.',
  aspirante_cambiado: 'El registro cambió mientras tanto. Vuelva a leerlo antes de continuar.',
  aspirante_no_admite: 'Revise el estado del registro: la página lo muestra.',
  cedula_pendiente: 'Genere la Cédula de esta versión, imprímala, recabe la firma y después confirme.',
  emblema_no_admitido: 'Elija un PNG sin animación, de 32 a 2,000 pixeles por lado y hasta 500 KB.',
  aspirante_no_vigente: 'El OPL debe confirmar primero el registro del aspirante.',
  auxiliar_ya_registrado: 'Abra el registro que ya existe.',
  correo_en_uso: 'Cada persona auxiliar necesita un correo propio. Escriba otro.',
  auxiliar_vigente: 'No hace falta: la persona sigue vigente.',
  auxiliar_de_baja: 'La persona está dada de baja. Regístrela de nuevo si procede.',
  cedula_reemplazada: 'Llegaron testigos visuales más recientes. Revise esos.',
  carga_en_curso: 'Espere a que termine la carga en curso.',
  cargas_abiertas: 'Hay tres cargas sin terminar. Espere a que termine una.',
  padron_en_carga: 'El padrón se está actualizando. Intente más tarde; no se perdió nada.',
  registro_no_coincide: 'Revise el Id de Proceso, el Id de Auxiliar y la cuenta con la que entró.',
  aviso_sustituido: 'Hay un aviso de privacidad más reciente. Léalo y acéptelo.',
  limite_de_dispositivos: 'Dé de baja uno de los dos dispositivos registrados.',
  dispositivo_en_uso: 'La aplicación debe generar otro identificador: vuelva a registrar el dispositivo.',
  dispositivo_no_registrado: 'Registre primero este dispositivo.',
  remitente_en_revision: 'Conserve los registros en el teléfono y avise al OPL: podrán enviarse cuando los revise.',
  recepcion_cerrada: 'El plazo para enviar terminó o el periodo no está activo.',
  sin_periodo_vigente: 'Elija otro proceso, o vuelva cuando el periodo haya iniciado.',
  no_en_lista_nominal: 'Acuda a un Módulo de Atención Ciudadana del INE.',
  cuenta_de_otra_persona: 'Entre con la cuenta que usó la primera vez.',
  modelo_no_admitido: 'Con esta credencial acuda con una persona auxiliar.',
  codigo_no_valido: 'Revise el código o pida otro.',
  reporte_en_curso: 'Espere a que termine el reporte que ya pidió.',
  reporte_no_listo: 'Espere a que esté listo, o pida otro.',
  turno_retirado: 'El registro ya no está en su cola. Continúe con el siguiente.',
  expediente_ilegible: 'Escale el registro y continúe con los demás.',
  dictamen_firme: 'Avise a su supervisión si el dictamen fue equivocado.',
  escalado_resuelto: 'Alguien lo resolvió mientras tanto. Vuelva a leer la lista.',
  registro_sin_ver: 'Abra el registro, véalo y después decida.',
  ya_dictaminado: 'El registro tiene otro dictamen, que permanece.',
  dictamen_no_admitido: 'Elija una opción del catálogo vigente y escriba el detalle donde se pide.',
  no_procede: 'Vuelva a leer la solicitud: su estado cambió.',
  sin_regimen_de_excepcion: 'Otorgue primero la excepción del municipio, con su día.',
  lote_cerrado: 'Abra otro lote con su propio oficio.',
  cedula_distinta: 'Revise el lote y use otros números.',
  soporte_no_admitido: 'Digitalice de nuevo: JPEG, PNG o PDF sencillo de hasta 4 MB.',
  audiencia_no_admite: 'Vuelva a leer la audiencia: su estado no lo permite ahora.',
  sin_registros: 'Elija otros registros; la lista dice por qué no procede cada uno.',
  acta_no_admitida: 'Imprima el Acta como PDF sencillo o digitalícela de nuevo, hasta 4 MB.',
  prueba_pendiente: 'El registro ya se recibió. Pida la prueba de nuevo en unos segundos.',
  entrega_no_procede: 'Termine lo que falta según las condiciones que se muestran y ordénela de nuevo.',
  entrega_en_curso: 'Espere a que termine la entrega en curso.',
  entrega_no_lista: 'Espere a que esté lista. Si se canceló, ordene otra.',
  disposicion_no_procede: 'Resuelva lo que se señala, o espere a que se cumpla el plazo.',
  autoriza_la_misma_persona: 'Pida que la autorice otra persona.',
  lista_distinta: 'Vuelva a consultar la lista antes de autorizar.',
  reserva_levantada: 'La reserva ya no está vigente. Consulte la lista de reservas.',
  sin_certificado: 'Espere a que termine la disposición.',
  requerimiento_no_procede: 'Consulte el requerimiento: su estado ya no admite este acto.',
  soporte_sin_revisar: 'Revise el soporte documental, adjúntelo o indique que no obra.',
  no_identificado: 'Inicie sesión y vuelva a esta página.',
  ruta_desconocida: 'Es una falla de esta página: repórtela en «Ayuda».',
  respuesta_inesperada: 'Intente de nuevo en unos minutos. Lo que escribió sigue en la página.',
  [SIN_RED]: 'Revise su conexión e intente de nuevo.',
  [SESION_TERMINADA]: 'Inicie sesión de nuevo.',
  [OTRO_EQUIPO]: 'Solo una sesión puede estar abierta. Si no fue usted, cambie su contraseña y avise al INE.',
}

export interface Explicacion {
  titulo: string
  texto: string
  queHacer: string
}

/** A fault in the page itself is told as such: its own message is for programmers. */
export function explica(falla: unknown): Explicacion {
  if (!(falla instanceof ErrorDeApi)) {
    return {
      titulo: 'La página falló',
      texto: 'Ocurrió un error en esta página. Lo que ya se guardó no se perdió.',
      queHacer: 'Vuelva a cargarla. Si continúa, repórtelo en «Ayuda».',
    }
  }
  const { title, detail, code } = falla.problema
  return { titulo: title, texto: detail, queHacer: QUE_HACER[code] ?? '' }
}
