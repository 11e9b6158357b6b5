"""The Mesa's deadline of each record (Protocolo 13.9).

Days are calendar days in the centre's time zone, and all count: in an electoral process every day is a working day. The
day on which a record reaches the Mesa is not counted ("diez días después"), so all records of a day share one limit and
can be counted by day instead of one by one.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

PLAZO = 10
"""Days for a verdict after the day of arrival; the tenth is still in time."""
DIA_DE_AVISO = 7
"""Default day, counted from arrival, from which a record is about to be late."""


class EstadoPlazo(StrEnum):
    """Dónde está en su plazo un registro sin dictamen."""

    EN_TIEMPO = "en_tiempo"
    POR_VENCER = "por_vencer"
    VENCIDO = "vencido"


def limit_of(llegada: date) -> date:
    """Last day on which a verdict is in time, for records that arrived on `llegada`."""
    return llegada + timedelta(days=PLAZO)


def state_of(llegada: date, hoy: date, aviso: int = DIA_DE_AVISO) -> EstadoPlazo:
    """State of a record without a verdict that arrived on `llegada`; `aviso`: day from which it is about to be late."""
    dias = (hoy - llegada).days
    if dias > PLAZO:
        return EstadoPlazo.VENCIDO
    return EstadoPlazo.POR_VENCER if dias >= aviso else EstadoPlazo.EN_TIEMPO


def arrivals_in(estado: EstadoPlazo, hoy: date, aviso: int = DIA_DE_AVISO) -> tuple[date | None, date]:
    """First (None: from the beginning) and last day of arrival of the records in that state."""
    aviso = min(aviso, PLAZO + 1)
    ultimo_a_tiempo, primero_en_aviso = hoy - timedelta(days=PLAZO), hoy - timedelta(days=aviso)
    match estado:
        case EstadoPlazo.VENCIDO:
            return None, ultimo_a_tiempo - timedelta(days=1)
        case EstadoPlazo.POR_VENCER:
            return ultimo_a_tiempo, primero_en_aviso
    return primero_en_aviso + timedelta(days=1), hoy


def count_by_state(
    pendientes: Mapping[date, int], hoy: date, aviso: int = DIA_DE_AVISO
) -> Counter[EstadoPlazo]:
    """Records without a verdict by state, from their numbers by day of arrival."""
    cuenta = Counter(dict.fromkeys(EstadoPlazo, 0))
    for llegada, n in pendientes.items():
        cuenta[state_of(llegada, hoy, aviso)] += n
    return cuenta
