"""The garantía de audiencia: its states, the acts that each admits, and its limits (Protocolo 14, 16.3)."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from chalicelib.rules.apoyos.historia import Hecho, Revisado, verdict_in_force
from chalicelib.rules.base.centro import day_span, dia_centro
from chalicelib.rules.base.periodo import PeriodoCaptacion
from chalicelib.rules.mesa.plazos import limit_of

INTERVALO = timedelta(hours=1)
"""Recommended time between two hearings of an OPL on the same day (14.4)."""
PLAZO_INCIDENCIA = timedelta(hours=24)
"""Time within which the DERFE attends to an incident (14.4)."""
POR_PETICION = 500
"""Records that one request may choose."""
MAXIMO_APOYOS = 5000
"""Records of one hearing, at most (a limit of this system); further ones go into another hearing."""
MAXIMO_DIAS = 7
"""Days of reception whose inconsistent records one request may choose."""
MAXIMO_FUNCIONARIOS = 20
DIAS_PARA_PEDIR = 5
"""Default term in days after the Mesa's last deadline for requesting a hearing; the Protocolo gives none."""


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
    # Admitted again while in course, so that a run that died handing out the records can be completed.
    ActoAudiencia.INICIAR: {E.PROGRAMADA: E.EN_DESAHOGO, E.EN_DESAHOGO: E.EN_DESAHOGO},
    ActoAudiencia.REGISTRAR_ASISTENCIA: {e: e for e in (E.EN_DESAHOGO, E.CONCLUIDA)},
    ActoAudiencia.SUSTITUIR: {E.EN_DESAHOGO: E.EN_DESAHOGO},
    ActoAudiencia.DICTAMINAR: {E.EN_DESAHOGO: E.EN_DESAHOGO},
    # While in course, the aspirante desists of the records not reviewed yet; given verdicts stand.
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
"""States from which a hearing never opens again, so that another hearing may take its records."""


class ActoFueraDeEstado(ValueError):
    """The hearing's state does not admit the act."""


def hearing_state_after(estado: EstadoAudiencia, acto: ActoAudiencia) -> EstadoAudiencia:
    """State of a hearing after an act. Raises `ActoFueraDeEstado`."""
    try:
        return _PASOS[acto][estado]
    except KeyError:
        raise ActoFueraDeEstado(f"{acto} en {estado}") from None


def standing_inconsistency(historia: list[Hecho]) -> Revisado | None:
    """The verdict of inconsistency in force, which is what a hearing reviews; None when there is none."""
    vigente = verdict_in_force(historia)
    return vigente if vigente is not None and not vigente.dictamen.valido else None


def last_request(periodo: PeriodoCaptacion, dias: int) -> datetime:
    """Last instant for requesting a hearing (14.1, 14.3). Later a legal basis is required (16.3).

    `dias`: the OPL's term, in days of the centre after the Mesa's last deadline (13.9), so that a verdict given on the
    tenth day can still be contested.
    """
    ultimo = limit_of(date.fromisoformat(dia_centro(periodo.cierre_recepcion))) + timedelta(days=dias)
    return day_span(ultimo.isoformat())[1] - timedelta(milliseconds=1)


def may_ask(periodo: PeriodoCaptacion, dias: int, ahora: datetime) -> bool:
    """Whether a hearing may be requested now: from the start of the capture until `last_request` (14.1)."""
    return periodo.inicio <= ahora <= last_request(periodo, dias)


def may_begin(fecha: datetime, ahora: datetime) -> bool:
    """Whether a hearing scheduled for that instant may begin: not before it (14.4)."""
    return ahora >= fecha


def too_close(fecha: datetime, otra: datetime) -> bool:
    """Whether two hearings are on one day of the centre and less than an hour apart (14.4)."""
    return dia_centro(fecha) == dia_centro(otra) and abs(fecha - otra) < INTERVALO
