"""Hours in which the MATO and INETEL attend, and working time counted in them (Protocolo 17.3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from chalicelib.rules.base.centro import CENTRO

ABRE, CIERRA = time(9), time(18)
TEXTO = "Lunes a viernes, de 09:00 a 18:00 horas (hora del centro)"
SABADO = 5


@dataclass(frozen=True)
class Horario:
    """Monday to Friday 09:00-18:00 of the centre, but for the `inhabiles` (`YYYY-MM-DD`). Instants are aware."""

    inhabiles: frozenset[str] = frozenset()

    def is_open(self, momento: datetime) -> bool:
        """Whether somebody attends at that instant; the closing instant is outside."""
        local = _local(momento)
        return self._works(local.date()) and ABRE <= local.time() < CIERRA

    def next_opening(self, momento: datetime) -> datetime:
        """The first instant (UTC) within attention hours, from `momento` on; `momento` itself if it is within."""
        inicio, _ = next(self._turns(momento))
        return max(inicio, momento.astimezone(UTC))

    def deadline(self, momento: datetime, plazo: timedelta) -> datetime:
        """The instant (UTC) at which that much working time has passed; a term that ends at 18:00 ends that day."""
        resta = plazo
        for inicio, fin in self._turns(momento):
            desde = max(inicio, momento.astimezone(UTC))
            if desde + resta <= fin:
                return desde + resta
            resta -= fin - desde
        raise AssertionError("the turns never end")

    def _turns(self, momento: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Turns that end after that instant, each from opening to closing (UTC)."""
        dia = _local(momento).date()
        while True:
            fin = _instant(dia, CIERRA)
            if self._works(dia) and fin > momento:
                yield _instant(dia, ABRE), fin
            dia += timedelta(days=1)

    def _works(self, dia: date) -> bool:
        return dia.weekday() < SABADO and dia.isoformat() not in self.inhabiles


def _local(momento: datetime) -> datetime:
    if momento.tzinfo is None:
        raise ValueError("el instante lleva zona horaria")
    return momento.astimezone(CENTRO)


def _instant(dia: date, hora: time) -> datetime:
    return datetime.combine(dia, hora, CENTRO).astimezone(UTC)
