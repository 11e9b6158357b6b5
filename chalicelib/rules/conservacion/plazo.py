"""Until when the expedientes are kept, and who may end them (Protocolo 16.1)."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from chalicelib.rules.base.centro import CENTRO

PERSONAS = 2
"""Different people who approve a disposal."""
ESPERA_MINIMA, ESPERA_MAXIMA = 7, 30
"""Days between which KMS lets the waiting period of a key's deletion be."""


class EstadoDisposicion(StrEnum):
    """Estado de una disposición (16.1)."""

    LISTANDO = "listando"
    POR_AUTORIZAR = "por_autorizar"
    ELIMINANDO = "eliminando"
    DETENIDA = "detenida"
    CERTIFICADA = "certificada"
    CANCELADA = "cancelada"


class Ronda(StrEnum):
    """Vuelta de una disposición (16.1)."""

    LISTADO = "listado"
    ELIMINACION = "eliminacion"
    COMPROBACION = "comprobacion"
    LLAVES = "llaves"


@dataclass(frozen=True)
class Autorizacion:
    """An approval: which person (subject of the identity provider), with which account, when, of which list."""

    sujeto: str
    cuenta: str
    en: str
    huella: str


def kept_until(entregada: datetime, meses: int) -> datetime:
    """The instant (UTC) at which so many months of the centre's calendar have passed since the delivery.

    The same day of the month at the same hour; where the month has no such day, its last.
    """
    local = entregada.astimezone(CENTRO)
    anios, mes = divmod(local.month - 1 + meses, 12)
    anio = local.year + anios
    dia = min(local.day, calendar.monthrange(anio, mes + 1)[1])
    return local.replace(year=anio, month=mes + 1, day=dia).astimezone(UTC)


def approved(autorizaciones: Sequence[Autorizacion], huella: str) -> bool:
    """Whether enough different people approved that very list."""
    return len({a.sujeto for a in autorizaciones if a.huella == huella}) >= PERSONAS


def add_sum(suma: str, digestos: Sequence[bytes]) -> str:
    """A sum of digests modulo 2^256, in hex: the same for the same things in any order, however they came in pages.

    It tells whether two sweeps saw the same things. It is no proof against somebody who chooses what things there are.
    """
    total = int(suma or "0", 16) + sum(int.from_bytes(d) for d in digestos)
    return f"{total % 2**256:064x}"
