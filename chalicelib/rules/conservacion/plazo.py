"""Retention period of the expedientes, and approval of their disposal (Protocolo 16.1)."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from chalicelib.rules.base.centro import CENTRO

PERSONAS = 2
"""Number of different people who must approve a disposal."""
ESPERA_MINIMA, ESPERA_MAXIMA = 7, 30
"""Days that KMS admits as waiting period of a key's deletion: least and most."""


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
    """An approval: the person (subject of the identity provider), the account, the time, the list's fingerprint."""

    sujeto: str
    cuenta: str
    en: str
    huella: str


def kept_until(entregada: datetime, meses: int) -> datetime:
    """Instant (UTC) that many months after the delivery, by the calendar of the centre's time zone.

    It is the same day of the month at the same hour. In a month without that day, it is the last day.
    """
    local = entregada.astimezone(CENTRO)
    anios, mes = divmod(local.month - 1 + meses, 12)
    anio = local.year + anios
    dia = min(local.day, calendar.monthrange(anio, mes + 1)[1])
    return local.replace(year=anio, month=mes + 1, day=dia).astimezone(UTC)


def approved(autorizaciones: Sequence[Autorizacion], huella: str) -> bool:
    """Whether enough different people approved the list with that fingerprint."""
    return len({a.sujeto for a in autorizaciones if a.huella == huella}) >= PERSONAS


def add_sum(suma: str, digestos: Sequence[bytes]) -> str:
    """Sum of digests modulo 2^256, in hexadecimal. It does not depend on the order of the items or their split into
    pages.

    Equal sums tell that two sweeps saw the same items. They prove nothing against somebody who chooses the items.
    """
    total = int(suma or "0", 16) + sum(int.from_bytes(d) for d in digestos)
    return f"{total % 2**256:064x}"
