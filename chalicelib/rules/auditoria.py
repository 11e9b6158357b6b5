"""The catalogue of what is audited: accesses to personal data and acts of accounts (Protocolo 5.5, 18.7)."""

from enum import StrEnum


class Evento(StrEnum):
    """What somebody did; its text is what the log shows. One catalogue: nothing else can be written."""

    SESION_INICIADA = "sesion_iniciada"  # 5.5
    APOYO_CONSULTADO = "apoyo_consultado"
    APOYO_MOSTRADO_EN_MESA = "apoyo_mostrado_en_mesa"  # 13.6
    DICTAMEN_EMITIDO = "dictamen_emitido"  # 13.6
    ASPIRANTE_REGISTRADO = "aspirante_registrado"  # 6.1
    ASPIRANTE_MODIFICADO = "aspirante_modificado"  # 6.1
    ASPIRANTE_CONSULTADO = "aspirante_consultado"  # 18.7
    EMBLEMA_CAMBIADO = "emblema_cambiado"  # 6.1 E
    CEDULA_CONFIRMACION_GENERADA = "cedula_confirmacion_generada"  # 6.1 F
    ASPIRANTE_CONFIRMADO = "aspirante_confirmado"  # 6.1 F
    ASPIRANTE_BAJA = "aspirante_baja"  # 6.1
    ACCESO_RECLAMADO = "acceso_reclamado"  # 6.1 D, 7.2
    REPRESENTANTE_NOMBRADO = "representante_nombrado"  # 7.1
    REPRESENTANTE_RETIRADO = "representante_retirado"  # 7.1
    REPRESENTANTE_CONSULTADO = "representante_consultado"  # 18.7


TEXTOS: dict[Evento, str] = {
    Evento.SESION_INICIADA: "Inició sesión; cualquier otra sesión de la cuenta terminó.",
    Evento.APOYO_CONSULTADO: "Consultó la historia de un apoyo.",
    Evento.APOYO_MOSTRADO_EN_MESA: "Vio las imágenes y los datos de un registro en la Mesa de Control.",
    Evento.DICTAMEN_EMITIDO: "Emitió el dictamen de un registro.",
    Evento.ASPIRANTE_REGISTRADO: "Registró a una persona aspirante.",
    Evento.ASPIRANTE_MODIFICADO: "Cambió los datos de una persona aspirante.",
    Evento.ASPIRANTE_CONSULTADO: "Consultó los datos de una persona aspirante.",
    Evento.EMBLEMA_CAMBIADO: "Cambió o quitó el emblema de una persona aspirante.",
    Evento.CEDULA_CONFIRMACION_GENERADA: "Generó la Cédula de confirmación de datos de una persona aspirante.",
    Evento.ASPIRANTE_CONFIRMADO: "Confirmó el registro de una persona aspirante.",
    Evento.ASPIRANTE_BAJA: "Dio de baja el registro de una persona aspirante.",
    Evento.ACCESO_RECLAMADO: "Obtuvo acceso al Portal Web como aspirante o representante.",
    Evento.REPRESENTANTE_NOMBRADO: "Nombró representante.",
    Evento.REPRESENTANTE_RETIRADO: "Retiró a su representante.",
    Evento.REPRESENTANTE_CONSULTADO: "Consultó los datos de su representante.",
}
