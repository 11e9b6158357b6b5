"""Hours of the audit log: which ones are due for sealing, and the manifest of a sealed hour (Protocolo 18.5, 18.7).

An hour is one of UTC, written as `2026-11-30T14`, the common prefix of the times of its entries.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

ESPERA = timedelta(minutes=15)
"""Time from the end of an hour until it is sealed. By then every request that notes an act in that hour has ended."""
DIAS_AL_EMPEZAR = 7
"""Days before the present at which the very first run begins."""
_FORMATO = "%Y-%m-%dT%H"


@dataclass(frozen=True)
class ParteDeHora:
    """A file of a sealed hour: its SHA-256 in hexadecimal, and its number of entries."""

    sha256: str
    asientos: int


def hour_of(instante: datetime) -> str:
    """The UTC hour of an instant."""
    return instante.astimezone(UTC).strftime(_FORMATO)


def start_of(hora: str) -> datetime:
    """The first instant of an hour. Raises ValueError."""
    return datetime.strptime(hora, _FORMATO).replace(tzinfo=UTC)


def next_hour(hora: str) -> str:
    """The hour that follows."""
    return hour_of(start_of(hora) + timedelta(hours=1))


def due_hours(ultima: str | None, ahora: datetime, cuantas: int) -> list[str]:
    """Hours that ended and are not sealed, oldest first, at most `cuantas`. `ultima`: the last sealed hour."""
    hora = next_hour(ultima) if ultima else hour_of(ahora - timedelta(days=DIAS_AL_EMPEZAR))
    horas: list[str] = []
    while len(horas) < cuantas and start_of(hora) + timedelta(hours=1) + ESPERA <= ahora:
        horas.append(hora)
        hora = next_hour(hora)
    return horas


def hour_manifest(hora: str, partes: Sequence[ParteDeHora]) -> dict[str, object]:
    """Manifest of an hour. Its digest is in the hour's leaf of the public log."""
    return {
        "formato": "captacion/auditoria/v1",
        "hora": hora,
        "asientos": sum(p.asientos for p in partes),
        "partes": [{"sha256": p.sha256, "asientos": p.asientos} for p in partes],
    }
