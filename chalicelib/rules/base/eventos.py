"""The catalogue of what is audited: accesses to personal data and acts of accounts (Protocolo 5.5, 18.7)."""

from enum import StrEnum


class Evento(StrEnum):
    """Acto que se anota en la bitácora de auditoría; ningún otro puede anotarse."""

    SESION_INICIADA = "sesion_iniciada"  # 5.5
    SESION_CERRADA = "sesion_cerrada"  # 5.5
    CUENTA_SOLICITADA = "cuenta_solicitada"  # 5.2
    CUENTA_OTORGADA = "cuenta_otorgada"  # 5.4
    CREDENCIALES_REENVIADAS = "credenciales_reenviadas"  # 5.4
    DECLARACION_GUARDADA = "declaracion_guardada"  # 5.4
    DECLARACION_CONSULTADA = "declaracion_consultada"  # 5.4, 18.7
    FORMATO_DE_DECLARACION_GENERADO = "formato_de_declaracion_generado"  # 5.4
    CUENTA_ACTIVADA = "cuenta_activada"  # 5.4
    CUENTA_SUSPENDIDA = "cuenta_suspendida"
    CUENTA_REANUDADA = "cuenta_reanudada"
    CUENTA_TERMINADA = "cuenta_terminada"
    CUENTAS_LISTADAS = "cuentas_listadas"
    CUENTA_CONSULTADA = "cuenta_consultada"
    AUDITORIA_CONSULTADA = "auditoria_consultada"  # 18.7
    APOYO_CONSULTADO = "apoyo_consultado"
    APOYOS_LISTADOS = "apoyos_listados"  # 7.12
    PERSONAS_DE_APOYOS_VISTAS = "personas_de_apoyos_vistas"  # 18.7
    REPORTE_PEDIDO = "reporte_pedido"  # 7.1 B
    REPORTE_CON_PERSONAS_PEDIDO = "reporte_con_personas_pedido"  # 18.7
    REPORTE_DESCARGADO = "reporte_descargado"  # 7.1 B
    REPORTE_CON_PERSONAS_DESCARGADO = "reporte_con_personas_descargado"  # 18.7
    APOYO_MOSTRADO_EN_MESA = "apoyo_mostrado_en_mesa"  # 13.6
    REVISION_INICIADA = "revision_iniciada"  # 13.3
    DICTAMEN_EMITIDO = "dictamen_emitido"  # 13.6
    DICTAMEN_DESHECHO = "dictamen_deshecho"  # 13.6
    MUESTRA_FIJADA = "muestra_fijada"  # 13.4
    DESACUERDO_CONSULTADO = "desacuerdo_consultado"  # 13.6
    DESACUERDO_RESUELTO = "desacuerdo_resuelto"  # 13.6
    JORNADA_CAMBIADA = "jornada_cambiada"  # 13.3
    OPERADOR_PONDERADO = "operador_ponderado"  # 13.3
    OPERADORES_LISTADOS = "operadores_listados"  # 13.3
    REGISTROS_ASIGNADOS = "registros_asignados"  # 13.3
    REGISTROS_RETIRADOS = "registros_retirados"  # 13.3
    REGISTROS_REDISTRIBUIDOS = "registros_redistribuidos"  # 13.3
    REGISTRO_CORREGIDO = "registro_corregido"  # 13.6
    REGISTRO_ESCALADO = "registro_escalado"  # 13.8
    ESCALADO_CONSULTADO = "escalado_consultado"  # 13.8
    ESCALADO_DETERMINADO = "escalado_determinado"  # 13.8
    ESCALADO_DEVUELTO = "escalado_devuelto"  # 13.8
    CATALOGO_PUBLICADO = "catalogo_publicado"  # 13.4
    CODIGO_SOLICITADO = "codigo_solicitado"  # 10.6
    MI_APOYO_ACTIVADO = "mi_apoyo_activado"  # 10.8
    AUXILIARES_LISTADOS = "auxiliares_listados"  # 7.1 A
    SENALES_CONSULTADAS = "senales_consultadas"
    REMITENTES_DETENIDOS_CONSULTADOS = "remitentes_detenidos_consultados"
    REMITENTE_REVISADO = "remitente_revisado"  # 7.12, 18.5
    AUXILIAR_CONSULTADO = "auxiliar_consultado"  # 7.1 A
    AUXILIAR_REGISTRADO = "auxiliar_registrado"  # 7.3
    AUXILIAR_REINGRESADO = "auxiliar_reingresado"  # 7.1 A
    AUXILIAR_DADO_DE_BAJA = "auxiliar_dado_de_baja"  # 7.1 A
    CONFIRMACION_REENVIADA = "confirmacion_reenviada"  # 7.5
    CORREO_DE_AUXILIAR_CAMBIADO = "correo_de_auxiliar_cambiado"  # 9.17
    CUSTODIA_ANOTADA = "custodia_anotada"  # 7.9
    CEDULA_CONFORME = "cedula_conforme"  # 7.7
    AUXILIAR_DADO_DE_BAJA_POR_CEDULA = "auxiliar_dado_de_baja_por_cedula"  # 7.7, 8.6
    CARGA_ANUNCIADA = "carga_anunciada"  # 7.4
    DISPOSITIVO_REGISTRADO = "dispositivo_registrado"  # 8.3, 8.11
    DISPOSITIVO_DE_BAJA = "dispositivo_de_baja"  # 8.11
    DISPOSITIVOS_CONSULTADOS = "dispositivos_consultados"  # 8.11
    CEDULA_ANUNCIADA = "cedula_anunciada"  # 8.5
    CEDULA_CONSULTADA = "cedula_consultada"  # 7.7, 8.6
    CEDULA_IMPRESA = "cedula_impresa"  # 7.7, 8.6
    OPL_REGISTRADO = "opl_registrado"
    PROCESO_ABIERTO = "proceso_abierto"  # 6.1 A, 9.13
    PERIODO_REGISTRADO = "periodo_registrado"  # 6.1 A
    PERIODO_CAMBIADO = "periodo_cambiado"  # 6.1 A
    PERIODO_ACTIVADO = "periodo_activado"  # 6.1 A
    PERIODO_DESACTIVADO = "periodo_desactivado"  # 6.1 A
    DUPLICADOS_DECIDIDOS = "duplicados_decididos"  # 15.3
    CIFRAS_CAPTURADAS = "cifras_capturadas"
    LLAVE_ENTREGADA = "llave_entregada"  # 15.1
    ENLACE_NOMBRADO = "enlace_nombrado"  # 13.2
    ENLACE_CONSULTADO = "enlace_consultado"
    ENLACES_LISTADOS = "enlaces_listados"
    ENLACE_RETIRADO = "enlace_retirado"
    AVISO_PUBLICADO = "aviso_publicado"  # 18.1
    AVISO_ACEPTADO = "aviso_aceptado"  # 18.4, 7.11
    ANUNCIO_HECHO = "anuncio_hecho"  # 9.15, 9.17
    ANUNCIO_CANCELADO = "anuncio_cancelado"
    SOLICITUD_REGISTRADA = "solicitud_registrada"  # 17.2
    SOLICITUD_ABIERTA = "solicitud_abierta"  # 17.1
    SOLICITUD_CONSULTADA = "solicitud_consultada"
    SOLICITUD_CAMBIADA = "solicitud_cambiada"
    ASPIRANTE_REGISTRADO = "aspirante_registrado"  # 6.1
    ASPIRANTE_MODIFICADO = "aspirante_modificado"  # 6.1
    ASPIRANTE_CONSULTADO = "aspirante_consultado"  # 18.7
    EMBLEMA_CAMBIADO = "emblema_cambiado"  # 6.1 E
    CEDULA_CONFIRMACION_GENERADA = "cedula_confirmacion_generada"  # 6.1 F
    ASPIRANTE_CONFIRMADO = "aspirante_confirmado"  # 6.1 F
    CEDULA_CONFIRMACION_EN_RESGUARDO = "cedula_confirmacion_en_resguardo"  # 6.1 F
    ASPIRANTE_CORREGIDO = "aspirante_corregido"  # 6.1, 9.17
    ASPIRANTE_VERSIONES_CONSULTADAS = "aspirante_versiones_consultadas"  # 18.7
    ASPIRANTE_BAJA = "aspirante_baja"  # 6.1
    ACCESO_RECLAMADO = "acceso_reclamado"  # 6.1 D, 7.2
    REPRESENTANTE_NOMBRADO = "representante_nombrado"  # 7.1
    REPRESENTANTE_RETIRADO = "representante_retirado"  # 7.1
    REPRESENTANTE_CONSULTADO = "representante_consultado"  # 18.7
    NOMBRES_EN_NOMINATIVO_FIJADOS = "nombres_en_nominativo_fijados"  # 7.12
    EXCEPCION_OTORGADA = "excepcion_otorgada"  # 11.2
    EXCEPCION_RETIRADA = "excepcion_retirada"  # 11.2
    LOTE_ABIERTO = "lote_abierto"  # 11.4
    LOTE_CERRADO = "lote_cerrado"  # 11.4
    CEDULAS_CAPTURADAS = "cedulas_capturadas"  # 11.3
    CAPTURA_CONSULTADA = "captura_consultada"  # 18.7
    CAPTURA_CORREGIDA = "captura_corregida"  # 11.4
    CAPTURA_DICTAMINADA = "captura_dictaminada"  # 11.5
    SOPORTE_ADJUNTADO = "soporte_adjuntado"  # 11.4
    SOPORTE_CONSULTADO = "soporte_consultado"  # 18.7
    AUDIENCIA_SOLICITADA = "audiencia_solicitada"  # 14.1
    APOYOS_AGREGADOS_A_AUDIENCIA = "apoyos_agregados_a_audiencia"  # 14.1
    AUDIENCIA_PROGRAMADA = "audiencia_programada"  # 14.2
    AUDIENCIA_INICIADA = "audiencia_iniciada"  # 14.4
    ASISTENCIA_REGISTRADA = "asistencia_registrada"  # 14.4
    PLAZO_DE_AUDIENCIA_FIJADO = "plazo_de_audiencia_fijado"  # 14.3
    VIGENCIAS_PRORROGADAS = "vigencias_prorrogadas"  # 9.8
    FUNCIONARIADO_SUSTITUIDO = "funcionariado_sustituido"  # 14.4
    AUDIENCIA_DESISTIDA = "audiencia_desistida"  # 14
    AUDIENCIA_CANCELADA = "audiencia_cancelada"  # 14
    AUDIENCIA_CONCLUIDA = "audiencia_concluida"  # 14.4
    AUDIENCIA_NOTIFICADA = "audiencia_notificada"  # 14.4
    AUDIENCIA_CONSULTADA = "audiencia_consultada"  # 14
    APOYO_MOSTRADO_EN_AUDIENCIA = "apoyo_mostrado_en_audiencia"  # 14.4
    DICTAMEN_DE_AUDIENCIA = "dictamen_de_audiencia"  # 14.4
    DICTAMEN_DE_AUDIENCIA_DESHECHO = "dictamen_de_audiencia_deshecho"  # 14.4
    ACTA_ADJUNTADA = "acta_adjuntada"  # 14.4
    ACTA_CONSULTADA = "acta_consultada"  # 14.4
    OFICIO_DE_AUDIENCIA_GENERADO = "oficio_de_audiencia_generado"  # 14.4
    INCIDENCIA_REPORTADA = "incidencia_reportada"  # 14.4
    INCIDENCIAS_CONSULTADAS = "incidencias_consultadas"  # 14.4
    INCIDENCIA_RESPONDIDA = "incidencia_respondida"  # 14.4
    CONCLUSION_NOTIFICADA = "conclusion_notificada"  # 15.2 B
    CONCILIACION_PEDIDA = "conciliacion_pedida"  # 15.2 D
    ENTREGA_ORDENADA = "entrega_ordenada"  # 15.2
    DESTINATARIOS_DE_ENTREGA_FIJADOS = "destinatarios_de_entrega_fijados"  # 15.2
    ENTREGA_DESCARGADA = "entrega_descargada"  # 15.3
    RESERVA_PUESTA = "reserva_puesta"  # 16.1
    RESERVA_LEVANTADA = "reserva_levantada"  # 16.1
    DISPOSICION_LISTADA = "disposicion_listada"  # 16.1
    DISPOSICION_AUTORIZADA = "disposicion_autorizada"  # 16.1
    DISPOSICION_CANCELADA = "disposicion_cancelada"  # 16.1
    DISPOSICION_REANUDADA = "disposicion_reanudada"  # 16.1
    DESTRUCCION_DE_LLAVES_CANCELADA = "destruccion_de_llaves_cancelada"  # 16.1
    CERTIFICADO_CONSULTADO = "certificado_consultado"  # 16.1
    REQUERIMIENTO_REGISTRADO = "requerimiento_registrado"  # 16.2
    REQUERIMIENTOS_CONSULTADOS = "requerimientos_consultados"  # 16.2
    REQUERIMIENTO_ATENDIDO = "requerimiento_atendido"  # 16.2
    PAQUETE_PEDIDO = "paquete_pedido"  # 16.2
    PAQUETE_DESCARGADO = "paquete_descargado"  # 18.6
    ACTO_SIN_DESENLACE = "acto_sin_desenlace"  # 18.7


TEXTOS: dict[Evento, str] = {
    Evento.SESION_INICIADA: "Inició sesión; cualquier otra sesión de la cuenta terminó.",
    Evento.SESION_CERRADA: "Cerró su sesión; los tokens con que entró dejaron de servir.",
    Evento.CUENTA_SOLICITADA: "Solicitó una cuenta institucional.",
    Evento.CUENTA_OTORGADA: "Otorgó una cuenta institucional y se enviaron sus credenciales.",
    Evento.CREDENCIALES_REENVIADAS: "Envió credenciales nuevas; las anteriores y la sesión abierta terminaron.",
    Evento.DECLARACION_GUARDADA: "Guardó la Declaración de Confidencialidad firmada de una cuenta.",
    Evento.DECLARACION_CONSULTADA: "Descargó la Declaración de Confidencialidad firmada de una cuenta.",
    Evento.FORMATO_DE_DECLARACION_GENERADO: "Generó la Declaración de Confidencialidad de una cuenta, para su firma.",
    Evento.CUENTA_ACTIVADA: "Registró la Declaración de Confidencialidad y activó la cuenta.",
    Evento.CUENTA_SUSPENDIDA: "Suspendió una cuenta institucional.",
    Evento.CUENTA_REANUDADA: "Reanudó una cuenta institucional suspendida.",
    Evento.CUENTA_TERMINADA: "Terminó una cuenta institucional o desechó su solicitud.",
    Evento.CUENTAS_LISTADAS: "Consultó la lista de cuentas institucionales.",
    Evento.CUENTA_CONSULTADA: "Consultó los datos de una cuenta institucional.",
    Evento.AUDITORIA_CONSULTADA: "Consultó la bitácora de auditoría.",
    Evento.APOYO_CONSULTADO: "Consultó la historia de un apoyo.",
    Evento.APOYOS_LISTADOS: "Consultó la lista de apoyos de una persona aspirante.",
    Evento.PERSONAS_DE_APOYOS_VISTAS: "Vio quiénes son las personas de una lista de apoyos.",
    Evento.REPORTE_PEDIDO: "Pidió un reporte de apoyos.",
    Evento.REPORTE_CON_PERSONAS_PEDIDO: "Pidió que un reporte diga quiénes son las personas que dieron su apoyo.",
    Evento.REPORTE_DESCARGADO: "Obtuvo el enlace para descargar un reporte.",
    Evento.REPORTE_CON_PERSONAS_DESCARGADO: "Obtuvo el enlace de un reporte que dice quiénes son las personas.",
    Evento.APOYO_MOSTRADO_EN_MESA: "Vio las imágenes y los datos de un registro en la Mesa de Control.",
    Evento.REVISION_INICIADA: "Empezó la revisión de un registro de su cola.",
    Evento.DICTAMEN_EMITIDO: "Emitió el dictamen de un registro.",
    Evento.MUESTRA_FIJADA: "Fijó qué parte de los dictámenes se revisa dos veces.",
    Evento.DESACUERDO_CONSULTADO: "Vio un registro con dos dictámenes distintos, para decidir cuál prevalece.",
    Evento.DESACUERDO_RESUELTO: "Resolvió cuál de dos dictámenes distintos de un registro prevalece.",
    Evento.DICTAMEN_DESHECHO: "Deshizo el dictamen que acababa de emitir; el registro volvió a su cola.",
    Evento.JORNADA_CAMBIADA: "Inició, pausó o terminó su jornada en la Mesa de Control.",
    Evento.OPERADORES_LISTADOS: "Consultó la lista de personas operadoras de la Mesa de Control.",
    Evento.OPERADOR_PONDERADO: "Cambió la parte de jornada que trabaja un operador de la Mesa de Control.",
    Evento.REGISTROS_ASIGNADOS: "Asignó registros a operadores de la Mesa de Control.",
    Evento.REGISTROS_RETIRADOS: "Retiró registros a un operador de la Mesa de Control.",
    Evento.REGISTROS_REDISTRIBUIDOS: "Redistribuyó registros entre los operadores de la Mesa de Control.",
    Evento.REGISTRO_CORREGIDO: "Corrigió datos captados de un registro; se consultó de nuevo el padrón.",
    Evento.REGISTRO_ESCALADO: "Escaló un registro a la autoridad del OPL.",
    Evento.ESCALADO_CONSULTADO: "Vio las imágenes y los datos de un registro escalado.",
    Evento.ESCALADO_DETERMINADO: "Determinó lo conducente sobre un registro escalado.",
    Evento.ESCALADO_DEVUELTO: "Devolvió un registro escalado a una persona operadora.",
    Evento.CATALOGO_PUBLICADO: "Publicó una versión del catálogo de inconsistencias del OPL.",
    Evento.CODIGO_SOLICITADO: "Solicitó un código de activación de Mi Apoyo; el anterior sin usar dejó de servir.",
    Evento.MI_APOYO_ACTIVADO: "Activó Mi Apoyo en un dispositivo; el anterior dejó de estar registrado.",
    Evento.AUXILIARES_LISTADOS: "Consultó la lista de auxiliares de una persona aspirante.",
    Evento.SENALES_CONSULTADAS: "Consultó las señales sobre los auxiliares de una persona aspirante.",
    Evento.REMITENTES_DETENIDOS_CONSULTADOS: "Consultó quiénes no pueden enviar hasta que se revisen sus registros.",
    Evento.REMITENTE_REVISADO: "Anotó que revisó los registros no encontrados de quien los envió.",
    Evento.AUXILIAR_CONSULTADO: "Consultó los datos de un auxiliar.",
    Evento.AUXILIAR_REGISTRADO: "Registró a un auxiliar.",
    Evento.AUXILIAR_REINGRESADO: "Registró de nuevo a un auxiliar que había sido dado de baja.",
    Evento.AUXILIAR_DADO_DE_BAJA: "Dio de baja a un auxiliar.",
    Evento.CONFIRMACION_REENVIADA: "Pidió enviar de nuevo el correo de confirmación a un auxiliar.",
    Evento.CORREO_DE_AUXILIAR_CAMBIADO: "Cambió el correo o el proveedor de un auxiliar.",
    Evento.CUSTODIA_ANOTADA: "Anotó si un documento de un auxiliar está en custodia.",
    Evento.CEDULA_CONFORME: "Encontró conforme la Cédula de Registro de un auxiliar.",
    Evento.AUXILIAR_DADO_DE_BAJA_POR_CEDULA: "Dio de baja a un auxiliar al revisar su Cédula de Registro.",
    Evento.CARGA_ANUNCIADA: "Anunció un archivo con auxiliares para registrarlos en bloque.",
    Evento.DISPOSITIVO_REGISTRADO: "Se registró en la aplicación con un dispositivo y aceptó el aviso de privacidad.",
    Evento.DISPOSITIVO_DE_BAJA: "Dio de baja un dispositivo.",
    Evento.DISPOSITIVOS_CONSULTADOS: "Consultó los dispositivos de un auxiliar.",
    Evento.CEDULA_ANUNCIADA: "Anunció el envío de sus testigos visuales.",
    Evento.CEDULA_CONSULTADA: "Vio la Cédula de Registro de Auxiliar, con sus imágenes.",
    Evento.CEDULA_IMPRESA: "Obtuvo la Cédula de Registro de Auxiliar en PDF.",
    Evento.OPL_REGISTRADO: "Registró un OPL.",
    Evento.PROCESO_ABIERTO: "Abrió un proceso, con sus llaves.",
    Evento.PERIODO_REGISTRADO: "Registró un periodo de captación.",
    Evento.PERIODO_CAMBIADO: "Cambió los datos de un periodo de captación.",
    Evento.PERIODO_ACTIVADO: "Activó un periodo de captación.",
    Evento.PERIODO_DESACTIVADO: "Desactivó un periodo de captación.",
    Evento.DUPLICADOS_DECIDIDOS: "Decidió si los duplicados entre aspirantes se aplican en un periodo.",
    Evento.CIFRAS_CAPTURADAS: "Capturó las cifras en que se basa el umbral de un periodo.",
    Evento.LLAVE_ENTREGADA: "Entregó la llave pública del OPL.",
    Evento.ENLACE_NOMBRADO: "Nombró a un enlace con la DERFE.",
    Evento.ENLACE_CONSULTADO: "Consultó los datos de contacto de un enlace.",
    Evento.ENLACES_LISTADOS: "Consultó la lista de enlaces de un proceso.",
    Evento.ENLACE_RETIRADO: "Retiró a un enlace.",
    Evento.AVISO_PUBLICADO: "Publicó una versión de un aviso de privacidad o de obligaciones sobre datos personales.",
    Evento.AVISO_ACEPTADO: "Manifestó haber leído un aviso de privacidad o sus obligaciones sobre datos personales.",
    Evento.ANUNCIO_HECHO: "Anunció algo por correo a un grupo de usuarios.",
    Evento.ANUNCIO_CANCELADO: "Canceló lo que faltaba por salir de un anuncio.",
    Evento.SOLICITUD_REGISTRADA: "Registró la solicitud de atención de quien llamó o escribió.",
    Evento.SOLICITUD_ABIERTA: "Abrió una solicitud de atención.",
    Evento.SOLICITUD_CONSULTADA: "Leyó una solicitud de atención.",
    Evento.SOLICITUD_CAMBIADA: "Actuó en una solicitud de atención.",
    Evento.ASPIRANTE_REGISTRADO: "Registró a una persona aspirante.",
    Evento.ASPIRANTE_MODIFICADO: "Cambió los datos de una persona aspirante.",
    Evento.ASPIRANTE_CONSULTADO: "Consultó los datos de una persona aspirante.",
    Evento.EMBLEMA_CAMBIADO: "Cambió o quitó el emblema de una persona aspirante.",
    Evento.CEDULA_CONFIRMACION_GENERADA: "Generó la Cédula de confirmación de datos de una persona aspirante.",
    Evento.ASPIRANTE_CONFIRMADO: "Confirmó el registro de una persona aspirante.",
    Evento.CEDULA_CONFIRMACION_EN_RESGUARDO: "Anotó que la Cédula de confirmación firmada está en resguardo.",
    Evento.ASPIRANTE_CORREGIDO: "Corrigió los datos de una persona aspirante confirmada.",
    Evento.ASPIRANTE_VERSIONES_CONSULTADAS: "Consultó las versiones anteriores de los datos de una persona aspirante.",
    Evento.ASPIRANTE_BAJA: "Dio de baja el registro de una persona aspirante.",
    Evento.ACCESO_RECLAMADO: "Obtuvo acceso al Portal Web como aspirante o representante.",
    Evento.REPRESENTANTE_NOMBRADO: "Nombró representante.",
    Evento.REPRESENTANTE_RETIRADO: "Retiró a su representante.",
    Evento.REPRESENTANTE_CONSULTADO: "Consultó los datos de su representante.",
    Evento.NOMBRES_EN_NOMINATIVO_FIJADOS: "Fijó si los nominativos de las personas aspirantes llevan nombres.",
    Evento.EXCEPCION_OTORGADA: "Otorgó el régimen de excepción a una persona aspirante en un municipio.",
    Evento.EXCEPCION_RETIRADA: "Retiró a una persona aspirante el régimen de excepción en un municipio.",
    Evento.LOTE_ABIERTO: "Abrió un lote de cédulas en papel.",
    Evento.LOTE_CERRADO: "Cerró un lote de cédulas en papel.",
    Evento.CEDULAS_CAPTURADAS: "Capturó cédulas en papel en un lote.",
    Evento.CAPTURA_CONSULTADA: "Consultó los datos capturados de una cédula en papel.",
    Evento.CAPTURA_CORREGIDA: "Corrigió los datos capturados de una cédula en papel.",
    Evento.CAPTURA_DICTAMINADA: "Cambió el inciso de una cédula en papel.",
    Evento.SOPORTE_ADJUNTADO: "Adjuntó la digitalización de una cédula en papel.",
    Evento.SOPORTE_CONSULTADO: "Obtuvo la digitalización de una cédula en papel.",
    Evento.AUDIENCIA_SOLICITADA: "Solicitó una garantía de audiencia.",
    Evento.APOYOS_AGREGADOS_A_AUDIENCIA: "Agregó registros a una garantía de audiencia solicitada.",
    Evento.AUDIENCIA_PROGRAMADA: "Programó una garantía de audiencia o cambió su fecha, lugar o funcionariado.",
    Evento.ASISTENCIA_REGISTRADA: "Registró quién asistió a una garantía de audiencia.",
    Evento.PLAZO_DE_AUDIENCIA_FIJADO: "Fijó hasta cuándo se solicitan garantías de audiencia en un periodo.",
    Evento.VIGENCIAS_PRORROGADAS: "Fijó qué credenciales vencidas cuentan en un periodo, por acuerdo del INE.",
    Evento.AUDIENCIA_INICIADA: "Inició el desahogo de una garantía de audiencia y repartió sus registros.",
    Evento.FUNCIONARIADO_SUSTITUIDO: "Sustituyó a quienes revisan en una garantía de audiencia en desahogo.",
    Evento.AUDIENCIA_DESISTIDA: "Registró que la persona aspirante desistió de una garantía de audiencia.",
    Evento.AUDIENCIA_CANCELADA: "Canceló una garantía de audiencia.",
    Evento.AUDIENCIA_CONCLUIDA: "Concluyó el desahogo de una garantía de audiencia.",
    Evento.AUDIENCIA_NOTIFICADA: "Notificó a la DERFE el resultado de una garantía de audiencia.",
    Evento.AUDIENCIA_CONSULTADA: "Consultó una garantía de audiencia.",
    Evento.APOYO_MOSTRADO_EN_AUDIENCIA: "Vio las imágenes y los datos de un registro en una garantía de audiencia.",
    Evento.DICTAMEN_DE_AUDIENCIA: "Emitió el dictamen de un registro en una garantía de audiencia.",
    Evento.DICTAMEN_DE_AUDIENCIA_DESHECHO: "Deshizo su dictamen de un registro en una garantía de audiencia.",
    Evento.ACTA_ADJUNTADA: "Adjuntó el Acta de Hechos de una garantía de audiencia.",
    Evento.ACTA_CONSULTADA: "Descargó el Acta de Hechos de una garantía de audiencia.",
    Evento.OFICIO_DE_AUDIENCIA_GENERADO: "Generó el oficio de resultado de una garantía de audiencia.",
    Evento.INCIDENCIA_REPORTADA: "Reportó a la DERFE una incidencia de una garantía de audiencia.",
    Evento.INCIDENCIAS_CONSULTADAS: "Consultó las incidencias de una garantía de audiencia.",
    Evento.INCIDENCIA_RESPONDIDA: "Respondió una incidencia de una garantía de audiencia.",
    Evento.CONCLUSION_NOTIFICADA: "Notificó la conclusión de la revisión en la Mesa de Control.",
    Evento.CONCILIACION_PEDIDA: "Pidió la conciliación de las cifras de un proceso.",
    Evento.ENTREGA_ORDENADA: "Ordenó la entrega de resultados de un proceso.",
    Evento.DESTINATARIOS_DE_ENTREGA_FIJADOS: "Fijó quiénes pueden descargar una entrega y hasta cuándo.",
    Evento.ENTREGA_DESCARGADA: "Obtuvo los enlaces de descarga de una entrega.",
    Evento.RESERVA_PUESTA: "Reservó expedientes para que no se dispongan.",
    Evento.RESERVA_LEVANTADA: "Levantó una reserva de expedientes.",
    Evento.DISPOSICION_LISTADA: "Pidió la lista de lo que se eliminaría de un proceso.",
    Evento.DISPOSICION_AUTORIZADA: "Autorizó la disposición de un proceso.",
    Evento.DISPOSICION_CANCELADA: "Canceló la disposición de un proceso.",
    Evento.DISPOSICION_REANUDADA: "Reanudó la disposición de un proceso.",
    Evento.DESTRUCCION_DE_LLAVES_CANCELADA: "Canceló la destrucción de las llaves de un proceso.",
    Evento.CERTIFICADO_CONSULTADO: "Consultó un certificado de disposición.",
    Evento.REQUERIMIENTO_REGISTRADO: "Registró un requerimiento.",
    Evento.REQUERIMIENTOS_CONSULTADOS: "Consultó los requerimientos de un proceso, o uno de ellos.",
    Evento.REQUERIMIENTO_ATENDIDO: "Anotó la respuesta a un requerimiento.",
    Evento.PAQUETE_PEDIDO: "Pidió que se elaborara el paquete de un requerimiento.",
    Evento.PAQUETE_DESCARGADO: "Tomó el paquete de un requerimiento para comunicarlo.",
    Evento.ACTO_SIN_DESENLACE: "Iba a hacer lo que se indica; el sistema falló y no se sabe si quedó hecho.",
}
