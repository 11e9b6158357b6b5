"""The devices of an auxiliar: how many at a time, and when each one was registered (Protocolo 8.4, 8.11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

MAXIMO = 2
"""Devices that an auxiliar may have registered at a time (8.11)."""
AUTENTICACION = {"google": "google", "facebook": "facebook", "x": "x", "twitter": "x"}
"""Types of authentication that the app offers (8.4), and the provider each one is; Twitter is called X now."""


@dataclass(frozen=True)
class Vigencia:
    """A stretch of time in which a device was registered; both instants aware, `baja` None while it still is."""

    alta: datetime
    baja: datetime | None = None

    def covers(self, captura: datetime) -> bool:
        """Whether the device was registered at that instant: from `alta` (included) until `baja` (excluded)."""
        return self.alta <= captura and (self.baja is None or captura < self.baja)


def registered_at(vigencias: Iterable[Vigencia], captura: datetime) -> bool:
    """Whether the device was registered when the capture was made (8.11).

    A device that was removed and registered again was not registered in between.
    """
    return any(v.covers(captura) for v in vigencias)
