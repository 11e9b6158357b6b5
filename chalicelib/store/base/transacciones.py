"""Transactions that others may win: written in one place, tried again in one way."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from pynamodb.exceptions import TransactWriteError
from pynamodb.transactions import TransactWrite

from chalicelib.store.base.tabla import connection

INTENTOS = 12
CARRERAS = {"ConditionalCheckFailed", "TransactionConflict"}
Escritura = Callable[[TransactWrite], None]
_T = TypeVar("_T")


class Contienda(RuntimeError):
    """Other writers kept winning; the caller may try again later."""


class Carrera(RuntimeError):
    """Two reads are inconsistent because another writer wrote between them."""


def transaction() -> TransactWrite:
    """A transaction to be filled within a `with`; at most 100 items."""
    return TransactWrite(connection=connection())


def until_unraced(attempt: Callable[[], _T], intentos: int = INTENTOS) -> _T:
    """Repeat a read-and-write with exponential backoff and jitter while other writers win. Raises `Contienda` in the
    end.

    An attempt has lost when its transaction was refused because of another one, or when it raises `Carrera`.
    """
    for intento in range(intentos):
        try:
            return attempt()
        except TransactWriteError as error:
            if not lost_a_race(error):
                raise
        except Carrera:
            pass
        wait(intento)
    raise Contienda


def wait(intento: int) -> None:
    """Wait before the next attempt: random, longer each time, 1.3 s at most."""
    time.sleep(random.uniform(0, 0.02 * 2 ** min(intento, 6)))


def choose_way(caminos: int) -> int:
    """Pick one of the ways at random, so that writers who collided on one item go to different ones."""
    return random.randrange(caminos)


def lost_a_race(error: TransactWriteError) -> bool:
    """Whether the transaction was refused only because somebody else wrote first."""
    motivos = {m.code for m in error.cancellation_reasons if m is not None}
    return bool(motivos) and motivos <= CARRERAS


def transact_unless_refused(fill: Escritura) -> bool:
    """Write what `fill` puts into a transaction; False when one of its conditions does not hold.

    A mere collision with somebody else's transaction is tried again. Raises `Contienda` in the end.
    """

    def attempt() -> bool:
        try:
            with transaction() as tx:
                fill(tx)
        except TransactWriteError as error:
            if any(m and m.code == "ConditionalCheckFailed" for m in error.cancellation_reasons):
                return False
            raise
        return True

    return until_unraced(attempt)
