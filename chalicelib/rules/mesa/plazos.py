"""The Mesa's deadline of each record, and when the work would end at the pace of the last days (Protocolo 13.9).

Days are calendar days of the centre, and every one counts: in an electoral process all days are working days. The day
on which a record reaches the Mesa is not counted ("diez días después"), so all records of a day share one limit and
can be counted by day instead of one by one.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil

PLAZO = 10
"""Days after the one of arrival; the tenth is still in time."""
DIA_DE_AVISO = 7
"""From this day on a record is about to be late, where nothing else is set."""


class EstadoPlazo(StrEnum):
    """Dónde está en su plazo un registro sin dictamen."""

    EN_TIEMPO = "en_tiempo"
    POR_VENCER = "por_vencer"
    VENCIDO = "vencido"


@dataclass(frozen=True)
class Pronostico:
    """When what is left will be done, if nothing more arrives.

    `ritmo`: records a day; `termina`: the day on which the last is done, None without a pace; `tarde`: records that
    would be done after their limit (also those late already); `dias_tarde`: of the latest of them, None when unknown.
    """

    quedan: int
    ritmo: float
    termina: date | None
    tarde: int
    dias_tarde: int | None


def limit_of(llegada: date) -> date:
    """Last day on which the verdict of what arrived that day is in time."""
    return llegada + timedelta(days=PLAZO)


def state_of(llegada: date, hoy: date, aviso: int = DIA_DE_AVISO) -> EstadoPlazo:
    """State of a record of that day without a verdict; `aviso`: the day from which it is about to be late."""
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
    """Records without a verdict by state, out of those that arrived each day."""
    cuenta = Counter(dict.fromkeys(EstadoPlazo, 0))
    for llegada, n in pendientes.items():
        cuenta[state_of(llegada, hoy, aviso)] += n
    return cuenta


def review_pace(revisados: Sequence[int]) -> Fraction:
    """Records a day, of what was reviewed on each of the last days, the oldest first.

    Days before the first review do not count, for the Mesa had not begun; later days without any do: deadlines run on
    them too.
    """
    primero = next((i for i, n in enumerate(revisados) if n > 0), len(revisados))
    desde_que_empezo = revisados[primero:]
    return Fraction(sum(desde_que_empezo), len(desde_que_empezo)) if desde_que_empezo else Fraction(0)


def forecast(pendientes: Mapping[date, int], ritmo: Fraction, hoy: date) -> Pronostico:
    """Forecast of the review: pending records divided by the pace, the oldest first, from tomorrow on, since the rest
    of today is unknown.
    """
    quedan = sum(pendientes.values())
    if not quedan:
        return Pronostico(0, float(ritmo), hoy, 0, 0)
    if ritmo <= 0:
        vencidos = count_by_state(pendientes, hoy)[EstadoPlazo.VENCIDO]
        return Pronostico(quedan, 0.0, None, vencidos, None)
    antes, tarde, dias_tarde = 0, 0, 0
    for llegada, n in sorted(pendientes.items()):
        limite = limit_of(llegada)
        a_tiempo = int(ritmo * max(0, (limite - hoy).days))
        tarde += min(n, max(0, antes + n - a_tiempo))
        antes += n
        if n:
            dias_tarde = max(dias_tarde, (_done(antes, ritmo, hoy) - limite).days)
    return Pronostico(quedan, float(ritmo), _done(quedan, ritmo, hoy), tarde, dias_tarde)


def _done(n: int, ritmo: Fraction, hoy: date) -> date:
    """Day on which the n-th record is done; a pace so slow that the calendar ends first gives its last day."""
    dias = ceil(n / ritmo)
    return hoy + timedelta(days=min(dias, (date.max - hoy).days))
