"""Deadline of a requirement: 72 working hours from its notification (Protocolo 16.2).

Every hour of a working day counts, from midnight to midnight in the centre's time zone, so 72 hours are three whole
working days. The caller says which days are working days.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from chalicelib.rules.base.centro import CENTRO

PLAZO = timedelta(hours=72)
AVISO = timedelta(hours=24)
"""Working time left when whoever attends the requirement is warned."""
SABADO = 5
MAXIMO_DIAS = 400
"""Days searched before the calendar is judged to have no working days."""
Habil = Callable[[date], bool]


class EstadoPlazoLegal(StrEnum):
    """Estado de un requerimiento frente a su plazo (16.2)."""

    EN_PLAZO = "en_plazo"
    POR_VENCER = "por_vencer"
    VENCIDO = "vencido"


def working_day(dia: date, inhabiles: frozenset[date]) -> bool:
    """Whether a day is Monday to Friday and not among `inhabiles`."""
    return dia.weekday() < SABADO and dia not in inhabiles


def deadline(desde: datetime, habil: Habil, plazo: timedelta = PLAZO) -> datetime:
    """Instant (UTC) at which that much working time has passed since `desde`. ValueError when there are no working
    days."""
    resta, dia, local = plazo, desde.astimezone(CENTRO).date(), desde.astimezone(UTC)
    for _ in range(MAXIMO_DIAS):
        fin = _midnight(dia + timedelta(days=1))
        if habil(dia):
            inicio = max(local, _midnight(dia))
            if resta <= fin - inicio:
                return inicio + resta
            resta -= fin - inicio
        dia += timedelta(days=1)
    raise ValueError("no working days")


def requirement_state(desde: datetime, ahora: datetime, habil: Habil) -> EstadoPlazoLegal:
    """State of the requirement's deadline at an instant."""
    if ahora > deadline(desde, habil):
        return EstadoPlazoLegal.VENCIDO
    por_vencer = ahora >= deadline(desde, habil, PLAZO - AVISO)
    return EstadoPlazoLegal.POR_VENCER if por_vencer else EstadoPlazoLegal.EN_PLAZO


def _midnight(dia: date) -> datetime:
    return datetime.combine(dia, time(), CENTRO).astimezone(UTC)
