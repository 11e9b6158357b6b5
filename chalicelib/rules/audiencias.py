"""The garantía de audiencia: its states, what may happen in each, and its limits (Protocolo 14, 16.3)."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from chalicelib.rules.apoyos.historia import Hecho, Revisado, verdict_in_force
from chalicelib.rules.base.centro import day_span, dia_centro
from chalicelib.rules.base.periodo import PeriodoCaptacion
from chalicelib.rules.mesa.plazos import limit_of

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
DIAS_PARA_PEDIR = 5
"""Days after the Mesa's last deadline within which a hearing is asked for, where the OPL sets no others; ours."""


class EstadoAudiencia(StrEnum):
    """Estado de una garantía de audiencia (14)."""

    SOLICITADA = "solicitada"
    PROGRAMADA = "programada"
    EN_DESAHOGO = "en_desahogo"
    CONCLUIDA = "concluida"
    NOTIFICADA = "notificada"
    DESISTIDA = "desistida"
    CANCELADA = "cancelada"


class ActoAudiencia(StrEnum):
    """Kind of act on a hearing."""

    AGREGAR = "agregar"
    PROGRAMAR = "programar"
    INICIAR = "iniciar"
    REGISTRAR_ASISTENCIA = "registrar_asistencia"
    SUSTITUIR = "sustituir"
    DICTAMINAR = "dictaminar"
    DESISTIR = "desistir"
    CANCELAR = "cancelar"
    CONCLUIR = "concluir"
    ADJUNTAR_ACTA = "adjuntar_acta"
    NOTIFICAR = "notificar"
    REPORTAR = "reportar"


E = EstadoAudiencia
_PASOS: dict[ActoAudiencia, dict[EstadoAudiencia, EstadoAudiencia]] = {
    ActoAudiencia.AGREGAR: {E.SOLICITADA: E.SOLICITADA},
    ActoAudiencia.PROGRAMAR: {E.SOLICITADA: E.PROGRAMADA, E.PROGRAMADA: E.PROGRAMADA},
    # Again while in course: whoever died handing out the records resumes it so.
    ActoAudiencia.INICIAR: {E.PROGRAMADA: E.EN_DESAHOGO, E.EN_DESAHOGO: E.EN_DESAHOGO},
    ActoAudiencia.REGISTRAR_ASISTENCIA: {e: e for e in (E.EN_DESAHOGO, E.CONCLUIDA)},
    ActoAudiencia.SUSTITUIR: {E.EN_DESAHOGO: E.EN_DESAHOGO},
    ActoAudiencia.DICTAMINAR: {E.EN_DESAHOGO: E.EN_DESAHOGO},
    # Once it is in course, of what has not been reviewed yet: what was reviewed stands.
    ActoAudiencia.DESISTIR: {
        E.SOLICITADA: E.DESISTIDA,
        E.PROGRAMADA: E.DESISTIDA,
        E.EN_DESAHOGO: E.EN_DESAHOGO,
    },
    ActoAudiencia.CANCELAR: {E.SOLICITADA: E.CANCELADA, E.PROGRAMADA: E.CANCELADA},
    ActoAudiencia.CONCLUIR: {E.EN_DESAHOGO: E.CONCLUIDA},
    ActoAudiencia.ADJUNTAR_ACTA: {E.EN_DESAHOGO: E.EN_DESAHOGO, E.CONCLUIDA: E.CONCLUIDA},
    ActoAudiencia.NOTIFICAR: {E.CONCLUIDA: E.NOTIFICADA},
    ActoAudiencia.REPORTAR: {e: e for e in (E.PROGRAMADA, E.EN_DESAHOGO, E.CONCLUIDA)},
}
CERRADAS = frozenset({E.CONCLUIDA, E.NOTIFICADA, E.DESISTIDA, E.CANCELADA})
"""None of them ever opens again: another hearing may have their records."""


class ActoFueraDeEstado(ValueError):
    """The hearing's state does not admit the act."""


def hearing_state_after(estado: EstadoAudiencia, acto: ActoAudiencia) -> EstadoAudiencia:
    """State of a hearing after an act. Raises `ActoFueraDeEstado`."""
    try:
        return _PASOS[acto][estado]
    except KeyError:
        raise ActoFueraDeEstado(f"{acto} en {estado}") from None


def standing_inconsistency(historia: list[Hecho]) -> Revisado | None:
    """The inconsistency that a person found and that is in force: what a hearing is about; None when there is none."""
    vigente = verdict_in_force(historia)
    return vigente if vigente is not None and not vigente.dictamen.valido else None


def last_request(periodo: PeriodoCaptacion, dias: int) -> datetime:
    """Last instant at which a hearing is asked for (14.1, 14.3); later one has to be ordered by law (16.3).

    `dias`: the OPL's term, in days of the centre after the Mesa's last deadline (13.9), so that a verdict given on the
    tenth day can still be contested.
    """
    ultimo = limit_of(date.fromisoformat(dia_centro(periodo.cierre_recepcion))) + timedelta(days=dias)
    return day_span(ultimo.isoformat())[1] - timedelta(milliseconds=1)


def may_ask(periodo: PeriodoCaptacion, dias: int, ahora: datetime) -> bool:
    """Whether a hearing is asked for now: from the start of the capture until `last_request` (14.1)."""
    return periodo.inicio <= ahora <= last_request(periodo, dias)


def may_begin(fecha: datetime, ahora: datetime) -> bool:
    """Whether a hearing scheduled for that instant may begin: not before it (14.4)."""
    return ahora >= fecha


def too_close(fecha: datetime, otra: datetime) -> bool:
    """Whether two hearings are on one day of the centre and less than an hour apart (14.4)."""
    return dia_centro(fecha) == dia_centro(otra) and abs(fecha - otra) < INTERVALO
