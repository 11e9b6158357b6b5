"""The catalogue of what is audited: accesses to personal data and acts of accounts (Protocolo 5.5, 18.7)."""

from enum import StrEnum


class Evento(StrEnum):
    """What somebody did; its text is what the log shows. One catalogue: nothing else can be written."""

    SESION_INICIADA = "sesion_iniciada"  # 5.5
    CUENTA_SOLICITADA = "cuenta_solicitada"  # 5.2
    CUENTA_OTORGADA = "cuenta_otorgada"  # 5.4
    CREDENCIALES_REENVIADAS = "credenciales_reenviadas"  # 5.4
    CUENTA_ACTIVADA = "cuenta_activada"  # 5.4
    CUENTA_SUSPENDIDA = "cuenta_suspendida"
    CUENTA_REANUDADA = "cuenta_reanudada"
    CUENTA_TERMINADA = "cuenta_terminada"
    CUENTAS_LISTADAS = "cuentas_listadas"
    CUENTA_CONSULTADA = "cuenta_consultada"
    AUDITORIA_CONSULTADA = "auditoria_consultada"  # 18.7
    APOYO_CONSULTADO = "apoyo_consultado"
    APOYO_MOSTRADO_EN_MESA = "apoyo_mostrado_en_mesa"  # 13.6
    DICTAMEN_EMITIDO = "dictamen_emitido"  # 13.6


TEXTOS: dict[Evento, str] = {
    Evento.SESION_INICIADA: "Inició sesión; cualquier otra sesión de la cuenta terminó.",
    Evento.CUENTA_SOLICITADA: "Solicitó una cuenta institucional.",
    Evento.CUENTA_OTORGADA: "Otorgó una cuenta institucional y se enviaron sus credenciales.",
    Evento.CREDENCIALES_REENVIADAS: "Envió credenciales nuevas; las anteriores y la sesión abierta terminaron.",
    Evento.CUENTA_ACTIVADA: "Registró la Declaración de Confidencialidad y activó la cuenta.",
    Evento.CUENTA_SUSPENDIDA: "Suspendió una cuenta institucional.",
    Evento.CUENTA_REANUDADA: "Reanudó una cuenta institucional suspendida.",
    Evento.CUENTA_TERMINADA: "Terminó una cuenta institucional o desechó su solicitud.",
    Evento.CUENTAS_LISTADAS: "Consultó la lista de cuentas institucionales.",
    Evento.CUENTA_CONSULTADA: "Consultó los datos de una cuenta institucional.",
    Evento.AUDITORIA_CONSULTADA: "Consultó la bitácora de auditoría.",
    Evento.APOYO_CONSULTADO: "Consultó la historia de un apoyo.",
    Evento.APOYO_MOSTRADO_EN_MESA: "Vio las imágenes y los datos de un registro en la Mesa de Control.",
    Evento.DICTAMEN_EMITIDO: "Emitió el dictamen de un registro.",
}
