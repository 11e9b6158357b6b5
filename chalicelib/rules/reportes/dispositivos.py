"""The review of devices: stretches in which each was registered, and records captured outside them (Protocolo 8.11)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.rules.auxiliares.dispositivos import MAXIMO, Vigencia

FUERA = -1
"""In place of a stretch's index: the record was captured outside all stretches."""


@dataclass
class Uso:
    """Records captured in a stretch, or outside all of them: their number, first and last instant (aware)."""

    registros: int = 0
    primera: datetime | None = None
    ultima: datetime | None = None

    def add(self, captura: datetime) -> None:
        """One more record, captured at that instant."""
        self.registros += 1
        self.primera = captura if self.primera is None else min(self.primera, captura)
        self.ultima = captura if self.ultima is None else max(self.ultima, captura)


def stretch_of(vigencias: Sequence[Vigencia], captura: datetime) -> int:
    """Index, from 0, of the stretch in which a capture's instant falls; `FUERA` when in none."""
    return next((n for n, v in enumerate(vigencias) if v.covers(captura)), FUERA)


def most_at_once(vigencias: Iterable[Vigencia]) -> int:
    """Greatest number of stretches in force at once, over all devices of an auxiliar (8.11 admits two)."""
    cambios: list[tuple[datetime, int]] = []
    for v in vigencias:
        cambios.append((v.alta, 1))
        if v.baja is not None:
            cambios.append((v.baja, -1))
    # At equal instants removals sort first, so a device that replaces another is not counted with it.
    mayor = ahora = 0
    for _, cambio in sorted(cambios):
        ahora += cambio
        mayor = max(mayor, ahora)
    return mayor


def remark(tramo: int, simultaneos: int) -> str:
    """Remark for the reviewer, in words; empty when there is nothing to look at."""
    if tramo == FUERA:
        return "Captados fuera de los tramos en que el dispositivo estuvo registrado: inconsistencia (8.11)."
    if simultaneos > MAXIMO:
        return f"La persona auxiliar tuvo {simultaneos} dispositivos a la vez; el máximo es {MAXIMO} (8.11)."
    return ""
