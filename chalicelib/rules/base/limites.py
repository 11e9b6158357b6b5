"""How often something may be tried: of an account, of a device, from an address (Protocolo 18.5)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Por(StrEnum):
    """The subject of a rate limit: account, device or address, whose tries are counted together."""

    CUENTA = "cuenta"
    DISPOSITIVO = "dispositivo"
    DIRECCION = "direccion"


@dataclass(frozen=True)
class Limite:
    """Rate limit: at most `veces` tries in each window of length `cada`."""

    por: Por
    veces: int
    cada: timedelta

    def window(self, momento: datetime) -> int:
        """Number of the window that holds that instant (aware)."""
        return int(momento.timestamp() // self.cada.total_seconds())

    def ends_in(self, momento: datetime) -> int:
        """Seconds until the next window, at least 1."""
        return max(1, int((self.window(momento) + 1) * self.cada.total_seconds() - momento.timestamp()))
