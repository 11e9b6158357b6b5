"""The catalogue of what is audited: accesses to personal data and acts of accounts (Protocolo 5.5, 18.7)."""

from enum import StrEnum


class Evento(StrEnum):
    """What somebody did; its text is what the log shows. One catalogue: nothing else can be written."""

    SESION_INICIADA = "sesion_iniciada"  # 5.5
    APOYO_CONSULTADO = "apoyo_consultado"
    APOYO_MOSTRADO_EN_MESA = "apoyo_mostrado_en_mesa"  # 13.6
    DICTAMEN_EMITIDO = "dictamen_emitido"  # 13.6
    AUXILIARES_LISTADOS = "auxiliares_listados"  # 7.1 A
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
    AVISO_PUBLICADO = "aviso_publicado"  # 18.1
    AVISO_ACEPTADO = "aviso_aceptado"  # 18.4, 7.11


TEXTOS: dict[Evento, str] = {
    Evento.SESION_INICIADA: "Inició sesión; cualquier otra sesión de la cuenta terminó.",
    Evento.APOYO_CONSULTADO: "Consultó la historia de un apoyo.",
    Evento.APOYO_MOSTRADO_EN_MESA: "Vio las imágenes y los datos de un registro en la Mesa de Control.",
    Evento.DICTAMEN_EMITIDO: "Emitió el dictamen de un registro.",
    Evento.AUXILIARES_LISTADOS: "Consultó la lista de auxiliares de una persona aspirante.",
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
    Evento.AVISO_PUBLICADO: "Publicó una versión de un aviso de privacidad o de obligaciones sobre datos personales.",
    Evento.AVISO_ACEPTADO: "Manifestó haber leído un aviso de privacidad o sus obligaciones sobre datos personales.",
}
