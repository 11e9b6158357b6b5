"""The catalogue of what is audited: accesses to personal data and acts of accounts (Protocolo 5.5, 18.7)."""

from enum import StrEnum


class Evento(StrEnum):
    """What somebody did; its text is what the log shows. One catalogue: nothing else can be written."""

    SESION_INICIADA = "sesion_iniciada"  # 5.5
    APOYO_CONSULTADO = "apoyo_consultado"
    APOYO_MOSTRADO_EN_MESA = "apoyo_mostrado_en_mesa"  # 13.6
    DICTAMEN_EMITIDO = "dictamen_emitido"  # 13.6


TEXTOS: dict[Evento, str] = {
    Evento.SESION_INICIADA: "Inició sesión; cualquier otra sesión de la cuenta terminó.",
    Evento.APOYO_CONSULTADO: "Consultó la historia de un apoyo.",
    Evento.APOYO_MOSTRADO_EN_MESA: "Vio las imágenes y los datos de un registro en la Mesa de Control.",
    Evento.DICTAMEN_EMITIDO: "Emitió el dictamen de un registro.",
}
