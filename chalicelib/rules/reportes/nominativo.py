"""The list of an aspirante's records: names of modes, records that a filter admits (Protocolo 7.1 B, 7.12)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from chalicelib.rules.apoyos.historia import Hecho
from chalicelib.rules.base.centro import day_span

MODOS = {"auxiliar": "Auxiliar", "mi_apoyo": "Mi Apoyo", "manual": "Captura manual"}
"""Spanish names of the modes of capture (9, 10, 11)."""


@dataclass(frozen=True)
class FiltroNominativo:
    """Filter of records; an empty field admits all. `desde`, `hasta`: days in the centre's zone, both included."""

    clase: str = ""
    auxiliar: str = ""
    modo: str = ""
    revisado: bool | None = None
    desde: str = ""
    hasta: str = ""
    solo_reporte: bool | None = None

    def admits_sender(self, auxiliar: str, modo: str) -> bool:
        """Whether the filter admits a record by the attributes that never change: sender and mode."""
        return self.auxiliar in ("", auxiliar) and self.modo in ("", modo)

    def admits_state(self, clase: str, revisado: bool) -> bool:
        """Whether the filter admits a record by its class and its review."""
        return self.clase in ("", clase) and self.revisado in (None, revisado)

    def admits_report_only(self, solo_reporte: bool) -> bool:
        """Whether the filter admits a record by whether it is only reported as a duplicate (15.3)."""
        return self.solo_reporte in (None, solo_reporte)

    @property
    def only_days(self) -> bool:
        """Whether only days are filtered."""
        sin_mas = self.revisado is None and self.solo_reporte is None
        return sin_mas and not (self.clase or self.auxiliar or self.modo)

    def span(self, corte: datetime) -> tuple[datetime | None, datetime]:
        """Range of reception in UTC: first instant (None: from the first record), and end, excluded, at most the cut.

        Raises ValueError for a day that does not exist.
        """
        desde = day_span(self.desde)[0] if self.desde else None
        hasta = min(day_span(self.hasta)[1], corte) if self.hasta else corte
        return desde, hasta

    def set_filters(self) -> dict[str, Any]:
        """The filters that were set, as they are printed on the report."""
        return {c: v for c, v in asdict(self).items() if v not in ("", None)}


def facts_until(historia: Sequence[Hecho], corte: str) -> list[Hecho]:
    """The facts of a record up to an instant (RFC 3339 UTC), so that all rows of a report are as of one cut."""
    return [h for h in historia if h.en <= corte]
