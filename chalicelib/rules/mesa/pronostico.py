"""Forecast of the end of the Mesa's pending work at the pace of the last days (Protocolo 13.9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from chalicelib.rules.mesa.plazos import EstadoPlazo, count_by_state, limit_of


@dataclass(frozen=True)
class Pronostico:
    """Forecast of the pending records, if no more arrive.

    `ritmo`: records a day; `termina`: day of the last verdict, None without a pace; `tarde`: records whose verdict
    would come after their limit (those late already included); `dias_tarde`: days by which the latest of them is late,
    None if unknown.
    """

    quedan: int
    ritmo: float
    termina: date | None
    tarde: int
    dias_tarde: int | None


def review_pace(revisados: Sequence[int]) -> Fraction:
    """Records a day, from the numbers reviewed on each of the last days, oldest first.

    Days before the first review are left out, because the Mesa had not begun. Later days without reviews count, because
    deadlines run on them too.
    """
    primero = next((i for i, n in enumerate(revisados) if n > 0), len(revisados))
    desde_que_empezo = revisados[primero:]
    return Fraction(sum(desde_que_empezo), len(desde_que_empezo)) if desde_que_empezo else Fraction(0)


def forecast(pendientes: Mapping[date, int], ritmo: Fraction, hoy: date) -> Pronostico:
    """Forecast of the review, oldest records first. It starts tomorrow, because the rest of today is unknown."""
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
    """Day on which the n-th record gets its verdict; at most the last day that `date` can hold."""
    dias = ceil(n / ritmo)
    return hoy + timedelta(days=min(dias, (date.max - hoy).days))
