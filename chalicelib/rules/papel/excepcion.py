"""From which municipios an aspirante's cédulas on paper are admitted, and when (Protocolo 11.1, 11.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Amparo:
    """A municipio granted to an aspirante from an instant on, until it was withdrawn (None: it is in force)."""

    municipio: str
    desde: datetime
    hasta: datetime | None = None

    def covers(self, momento: datetime) -> bool:
        """Whether what was received at that instant is covered; the instant of withdrawal is not."""
        return self.desde <= momento and (self.hasta is None or momento < self.hasta)


def covered(amparos: Iterable[Amparo], momento: datetime) -> frozenset[str]:
    """The municipios covered at that instant."""
    return frozenset(a.municipio for a in amparos if a.covers(momento))
