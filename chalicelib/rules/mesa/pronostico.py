"""When the Mesa's pending work would end at the pace of the last days (Protocolo 13.9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from chalicelib.rules.mesa.plazos import EstadoPlazo, count_by_state, limit_of


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
