"""The capture period and the deadline of reception (Protocolo 6.1 A, 8.10, 9.16, 12.5)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from chalicelib.rules.base.centro import aware

PLAZO_ENVIO = timedelta(hours=24)
# A phone's clock is never exact; a capture "from the future" beyond this waits on the phone until it is past.
TOLERANCIA_RELOJ = timedelta(minutes=10)


@dataclass(frozen=True)
class PeriodoCaptacion:
    """Capture period of an office; both instants are aware, the end is exclusive."""

    inicio: datetime
    fin: datetime

    def __post_init__(self) -> None:
        if self.inicio.tzinfo is None or self.fin.tzinfo is None:
            raise ValueError("los instantes del periodo llevan zona horaria")
        if self.fin <= self.inicio:
            raise ValueError("el fin del periodo es posterior a su inicio")

    @property
    def cierre_recepcion(self) -> datetime:
        """Last instant at which a record is accepted: 24 hours after the period ends (9.16, 12.5)."""
        # In UTC: adding to a local time would add a wall-clock day, which may have 23 or 25 hours.
        return self.fin.astimezone(UTC) + PLAZO_ENVIO

    def accepts(self, momento: datetime) -> bool:
        """Whether reception is open at that instant of the server's clock."""
        return self.inicio <= momento <= self.cierre_recepcion

    def covers(self, captura: datetime) -> bool:
        """Whether a capture made at that instant counts (8.10)."""
        return self.inicio <= captura < self.fin


def is_future(captura: datetime, ahora: datetime) -> bool:
    """Whether the phone's capture time is later than the server's clock by more than the tolerance (both aware)."""
    return aware(captura) > aware(ahora) + TOLERANCIA_RELOJ
