"""Seventy-two working hours from the notification of a requirement (Protocolo 16.2).

Every hour of a working day of the centre counts, from midnight to midnight: so 72 are three whole working days. Which
days those are is for the caller to say.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from chalicelib.rules.base.centro import CENTRO

PLAZO = timedelta(hours=72)
AVISO = timedelta(hours=24)
"""Working time before the end from which whoever attends it is warned."""
SABADO = 5
MAXIMO_DIAS = 400
"""Days looked at before it is said that there are no working days."""
Habil = Callable[[date], bool]


class EstadoPlazoLegal(StrEnum):
    """Estado de un requerimiento frente a su plazo (16.2)."""

    EN_PLAZO = "en_plazo"
    POR_VENCER = "por_vencer"
    VENCIDO = "vencido"


def working_day(dia: date, inhabiles: frozenset[date]) -> bool:
    """Monday to Friday, but for those days."""
    return dia.weekday() < SABADO and dia not in inhabiles


def deadline(desde: datetime, habil: Habil, plazo: timedelta = PLAZO) -> datetime:
    """The instant (UTC) at which so much working time has passed. ValueError when there are no working days."""
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
