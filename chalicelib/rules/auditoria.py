"""The catalogue of what is audited: accesses to personal data and acts of accounts (Protocolo 5.5, 18.7)."""

from enum import StrEnum


class Evento(StrEnum):
    """What somebody did; its text is what the log shows. One catalogue: nothing else can be written."""

    SESION_INICIADA = "sesion_iniciada"  # 5.5
    APOYO_CONSULTADO = "apoyo_consultado"
    APOYO_MOSTRADO_EN_MESA = "apoyo_mostrado_en_mesa"  # 13.6
    DICTAMEN_EMITIDO = "dictamen_emitido"  # 13.6
    AVISO_PUBLICADO = "aviso_publicado"  # 18.1
    AVISO_ACEPTADO = "aviso_aceptado"  # 18.4, 7.11
    ANUNCIO_HECHO = "anuncio_hecho"  # 9.15, 9.17
    ANUNCIO_CANCELADO = "anuncio_cancelado"
    SOLICITUD_ABIERTA = "solicitud_abierta"  # 17.1
    SOLICITUD_CONSULTADA = "solicitud_consultada"
    SOLICITUD_CAMBIADA = "solicitud_cambiada"


TEXTOS: dict[Evento, str] = {
    Evento.SESION_INICIADA: "Inició sesión; cualquier otra sesión de la cuenta terminó.",
    Evento.APOYO_CONSULTADO: "Consultó la historia de un apoyo.",
    Evento.APOYO_MOSTRADO_EN_MESA: "Vio las imágenes y los datos de un registro en la Mesa de Control.",
    Evento.DICTAMEN_EMITIDO: "Emitió el dictamen de un registro.",
    Evento.AVISO_PUBLICADO: "Publicó una versión de un aviso de privacidad o de obligaciones sobre datos personales.",
    Evento.AVISO_ACEPTADO: "Manifestó haber leído un aviso de privacidad o sus obligaciones sobre datos personales.",
    Evento.ANUNCIO_HECHO: "Anunció algo por correo a un grupo de usuarios.",
    Evento.ANUNCIO_CANCELADO: "Canceló lo que faltaba por salir de un anuncio.",
    Evento.SOLICITUD_ABIERTA: "Abrió una solicitud de atención.",
    Evento.SOLICITUD_CONSULTADA: "Leyó una solicitud de atención.",
    Evento.SOLICITUD_CAMBIADA: "Actuó en una solicitud de atención.",
}
