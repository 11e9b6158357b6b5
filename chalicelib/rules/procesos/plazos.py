"""What is due before a capture period starts, and until when a period may be changed (Protocolo 6.1 A, 13.2, 15.1)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

ANTES_LLAVE = timedelta(days=10)
ANTES_ENLACES = timedelta(hours=48)
MARGEN = timedelta(minutes=15)
"""Nothing that decides on a record changes within this of the instant from which it decides.

A phone's clock may be ten minutes ahead (`periodo.TOLERANCIA_RELOJ`), readers' copies a minute old, and a request half
a minute under way: so no record was, or will be, judged by what held before the change.
"""


def key_limit(inicios: Iterable[datetime]) -> datetime | None:
    """Last instant at which the OPL's key is taken: ten days before its first active period (15.1).

    None while no period is active. Elapsed days, not calendar ones: the period's start is an instant too.
    """
    return _before_first(inicios, ANTES_LLAVE)


def links_limit(inicios: Iterable[datetime]) -> datetime | None:
    """Last instant at which an enlace is named in time: 48 hours before the first active period (13.2)."""
    return _before_first(inicios, ANTES_ENLACES)


def _before_first(inicios: Iterable[datetime], antes: timedelta) -> datetime | None:
    primero = min(inicios, default=None)
    return None if primero is None else primero.astimezone(UTC) - antes


def is_late(momento: datetime, limite: datetime | None) -> bool:
    """Whether an instant is after the limit; the limit itself is in time."""
    return limite is not None and momento > limite


def may_move_start(inicio: datetime, ahora: datetime) -> bool:
    """Whether a period is still to start, so that no record of it exists (6.1 A)."""
    return ahora < inicio - MARGEN


def may_extend(fin: datetime, ahora: datetime) -> bool:
    """Whether the end may still be put later: not once a record can have been judged captured after it (8.10)."""
    return ahora < fin - MARGEN
