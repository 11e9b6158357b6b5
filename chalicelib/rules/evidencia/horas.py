"""Which hours of the audit log are to be sealed, and what the manifest of a sealed hour says (Protocolo 18.5, 18.7).

An hour is one of UTC, written `2026-11-30T14`: the beginning of the times that its entries bear.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

ESPERA = timedelta(minutes=15)
"""After the end of an hour: whoever is still noting an act of it has ended by then."""
DIAS_AL_EMPEZAR = 7
"""How far back the first run begins."""
_FORMATO = "%Y-%m-%dT%H"


@dataclass(frozen=True)
class ParteDeHora:
    """A file of a sealed hour: its SHA-256 in hexadecimal, and how many entries it has."""

    sha256: str
    asientos: int


def hour_of(instante: datetime) -> str:
    """The hour of UTC in which an instant lies."""
    return instante.astimezone(UTC).strftime(_FORMATO)


def start_of(hora: str) -> datetime:
    """The first instant of an hour. Raises ValueError."""
    return datetime.strptime(hora, _FORMATO).replace(tzinfo=UTC)


def next_hour(hora: str) -> str:
    """The hour that follows."""
    return hour_of(start_of(hora) + timedelta(hours=1))


def due_hours(ultima: str | None, ahora: datetime, cuantas: int) -> list[str]:
    """The hours that ended and are not sealed, oldest first, at most so many; `ultima`: the last one that is sealed."""
    hora = next_hour(ultima) if ultima else hour_of(ahora - timedelta(days=DIAS_AL_EMPEZAR))
    horas: list[str] = []
    while len(horas) < cuantas and start_of(hora) + timedelta(hours=1) + ESPERA <= ahora:
        horas.append(hora)
        hora = next_hour(hora)
    return horas


def hour_manifest(hora: str, partes: Sequence[ParteDeHora]) -> dict[str, object]:
    """Manifest of an hour; its digest is the hour's leaf in the public log."""
    return {
        "formato": "captacion/auditoria/v1",
        "hora": hora,
        "asientos": sum(p.asientos for p in partes),
        "partes": [{"sha256": p.sha256, "asientos": p.asientos} for p in partes],
    }
