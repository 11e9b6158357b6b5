"""The list of an aspirante's records: how a class is called, which records a filter admits (Protocolo 7.1 B, 7.12)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from chalicelib.rules.apoyos.historia import Hecho
from chalicelib.rules.base.dias import day_span

MODOS = {"auxiliar": "Auxiliar", "mi_apoyo": "Mi Apoyo", "manual": "Captura manual (régimen de excepción)"}
"""Ways of capture, as people are shown them (9, 10, 11)."""


@dataclass(frozen=True)
class Filtro:
    """Which records are asked for; an empty member admits all. `desde`, `hasta`: days of the centre, both included."""

    clase: str = ""
    auxiliar: str = ""
    modo: str = ""
    revisado: bool | None = None
    desde: str = ""
    hasta: str = ""

    def sent(self, auxiliar: str, modo: str) -> bool:
        """Whether it admits a record by what of it never changes."""
        return self.auxiliar in ("", auxiliar) and self.modo in ("", modo)

    def stands(self, clase: str, revisado: bool) -> bool:
        """Whether it admits a record by how it stands now."""
        return self.clase in ("", clase) and self.revisado in (None, revisado)

    @property
    def alone(self) -> bool:
        """Whether days are all that it asks."""
        return not (self.clase or self.auxiliar or self.modo) and self.revisado is None

    def span(self, corte: datetime) -> tuple[datetime | None, datetime]:
        """Instants of reception, UTC: from (None: the first record) until before; never after the cut.

        Raises ValueError for a day that is none.
        """
        desde = day_span(self.desde)[0] if self.desde else None
        hasta = min(day_span(self.hasta)[1], corte) if self.hasta else corte
        return desde, hasta

    def said(self) -> dict[str, Any]:
        """What was asked, without what was not."""
        return {c: v for c, v in asdict(self).items() if v not in ("", None)}


def until(historia: Sequence[Hecho], corte: str) -> list[Hecho]:
    """What had happened to a record by then (RFC 3339 UTC): of a report, however long it takes, one instant holds."""
    return [h for h in historia if h.en <= corte]
