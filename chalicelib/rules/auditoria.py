"""The catalogue of what is audited: accesses to personal data and acts of accounts (Protocolo 5.5, 18.7)."""

from enum import StrEnum


class Evento(StrEnum):
    """What somebody did; its text is what the log shows. One catalogue: nothing else can be written."""

    SESION_INICIADA = "sesion_iniciada"  # 5.5
    APOYO_CONSULTADO = "apoyo_consultado"
    APOYO_MOSTRADO_EN_MESA = "apoyo_mostrado_en_mesa"  # 13.6
    DICTAMEN_EMITIDO = "dictamen_emitido"  # 13.6
    OPL_REGISTRADO = "opl_registrado"
    PROCESO_ABIERTO = "proceso_abierto"  # 6.1 A, 9.13
    PERIODO_REGISTRADO = "periodo_registrado"  # 6.1 A
    PERIODO_CAMBIADO = "periodo_cambiado"  # 6.1 A
    PERIODO_ACTIVADO = "periodo_activado"  # 6.1 A
    PERIODO_DESACTIVADO = "periodo_desactivado"  # 6.1 A
    CIFRAS_CAPTURADAS = "cifras_capturadas"
    LLAVE_ENTREGADA = "llave_entregada"  # 15.1
    ENLACE_NOMBRADO = "enlace_nombrado"  # 13.2
    ENLACE_CONSULTADO = "enlace_consultado"
    ENLACES_LISTADOS = "enlaces_listados"
    ENLACE_RETIRADO = "enlace_retirado"


TEXTOS: dict[Evento, str] = {
    Evento.SESION_INICIADA: "Inició sesión; cualquier otra sesión de la cuenta terminó.",
    Evento.APOYO_CONSULTADO: "Consultó la historia de un apoyo.",
    Evento.APOYO_MOSTRADO_EN_MESA: "Vio las imágenes y los datos de un registro en la Mesa de Control.",
    Evento.DICTAMEN_EMITIDO: "Emitió el dictamen de un registro.",
    Evento.OPL_REGISTRADO: "Registró un OPL.",
    Evento.PROCESO_ABIERTO: "Abrió un proceso, con sus llaves.",
    Evento.PERIODO_REGISTRADO: "Registró un periodo de captación.",
    Evento.PERIODO_CAMBIADO: "Cambió los datos de un periodo de captación.",
    Evento.PERIODO_ACTIVADO: "Activó un periodo de captación.",
    Evento.PERIODO_DESACTIVADO: "Desactivó un periodo de captación.",
    Evento.CIFRAS_CAPTURADAS: "Capturó las cifras en que se basa el umbral de un periodo.",
    Evento.LLAVE_ENTREGADA: "Entregó la llave pública del OPL.",
    Evento.ENLACE_NOMBRADO: "Nombró a un enlace con la DERFE.",
    Evento.ENLACE_CONSULTADO: "Consultó los datos de contacto de un enlace.",
    Evento.ENLACES_LISTADOS: "Consultó la lista de enlaces de un proceso.",
    Evento.ENLACE_RETIRADO: "Retiró a un enlace.",
}
