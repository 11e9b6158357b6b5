"""The garantía de audiencia: its states, what may happen in each, and its limits (Protocolo 14, 16.3)."""

from datetime import datetime, timedelta
from enum import StrEnum

from chalicelib.rules.apoyos.historia import Hecho, Revisado, verdict_in_force
from chalicelib.rules.base.periodo import Periodo, dia_centro

INTERVALO = timedelta(hours=1)
"""Between two hearings of an OPL on the same day, recommended (14.4)."""
PLAZO_INCIDENCIA = timedelta(hours=24)
"""That the DERFE needs to attend to an incident (14.4)."""
POR_PETICION = 500
"""Records chosen at once."""
MAXIMO_APOYOS = 5000
"""Records of one hearing; ours. What is beyond goes into another."""
MAXIMO_DIAS = 7
"""Days of reception whose inconsistent records are asked for at once."""
MAXIMO_FUNCIONARIOS = 20


class Estado(StrEnum):
    """Where a hearing is."""

    SOLICITADA = "solicitada"
    PROGRAMADA = "programada"
    EN_DESAHOGO = "en_desahogo"
    CONCLUIDA = "concluida"
    NOTIFICADA = "notificada"
    DESISTIDA = "desistida"
    CANCELADA = "cancelada"


class Acto(StrEnum):
    """What is done with a hearing."""

    AGREGAR = "agregar"
    PROGRAMAR = "programar"
    INICIAR = "iniciar"
    SUSTITUIR = "sustituir"
    DICTAMINAR = "dictaminar"
    DESISTIR = "desistir"
    CANCELAR = "cancelar"
    CONCLUIR = "concluir"
    ADJUNTAR_ACTA = "adjuntar_acta"
    NOTIFICAR = "notificar"
    REPORTAR = "reportar"


E = Estado
_PASOS: dict[Acto, dict[Estado, Estado]] = {
    Acto.AGREGAR: {E.SOLICITADA: E.SOLICITADA},
    Acto.PROGRAMAR: {E.SOLICITADA: E.PROGRAMADA, E.PROGRAMADA: E.PROGRAMADA},
    # Again while in course: whoever died handing out the records resumes it so.
    Acto.INICIAR: {E.PROGRAMADA: E.EN_DESAHOGO, E.EN_DESAHOGO: E.EN_DESAHOGO},
    Acto.SUSTITUIR: {E.EN_DESAHOGO: E.EN_DESAHOGO},
    Acto.DICTAMINAR: {E.EN_DESAHOGO: E.EN_DESAHOGO},
    # Once it is in course, of what has not been reviewed yet: what was reviewed stands.
    Acto.DESISTIR: {
        E.SOLICITADA: E.DESISTIDA,
        E.PROGRAMADA: E.DESISTIDA,
        E.EN_DESAHOGO: E.EN_DESAHOGO,
    },
    Acto.CANCELAR: {E.SOLICITADA: E.CANCELADA, E.PROGRAMADA: E.CANCELADA},
    Acto.CONCLUIR: {E.EN_DESAHOGO: E.CONCLUIDA},
    Acto.ADJUNTAR_ACTA: {E.EN_DESAHOGO: E.EN_DESAHOGO, E.CONCLUIDA: E.CONCLUIDA},
    Acto.NOTIFICAR: {E.CONCLUIDA: E.NOTIFICADA},
    Acto.REPORTAR: {e: e for e in (E.PROGRAMADA, E.EN_DESAHOGO, E.CONCLUIDA)},
}
CERRADAS = frozenset({E.CONCLUIDA, E.NOTIFICADA, E.DESISTIDA, E.CANCELADA})
"""None of them ever opens again: another hearing may have their records."""


class NoProcede(ValueError):
    """In that state the act is not possible."""


def after(estado: Estado, acto: Acto) -> Estado:
    """Where a hearing is after an act. Raises `NoProcede`."""
    try:
        return _PASOS[acto][estado]
    except KeyError:
        raise NoProcede(f"{acto} en {estado}") from None


def inconsistency(historia: list[Hecho]) -> Revisado | None:
    """The inconsistency that a person found and that is in force: what a hearing is about; None when there is none."""
    vigente = verdict_in_force(historia)
    return vigente if vigente is not None and not vigente.dictamen.valido else None


def may_ask(periodo: Periodo, ahora: datetime) -> bool:
    """Whether a hearing is asked for during the capture (14.1), that is until reception closes; later one has to be
    ordered by law (16.3)."""
    return periodo.accepts(ahora)


def too_close(fecha: datetime, otra: datetime) -> bool:
    """Whether two hearings are on one day of the centre and less than an hour apart (14.4)."""
    return dia_centro(fecha) == dia_centro(otra) and abs(fecha - otra) < INTERVALO
