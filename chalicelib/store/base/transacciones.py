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
    """Others kept writing the same; trying later will do."""


class Carrera(RuntimeError):
    """What was read does not go together: somebody wrote between one reading and the next."""


def transaction() -> TransactWrite:
    """A transaction to be filled within a `with`; at most 100 items."""
    return TransactWrite(connection=connection())


def until_unraced(attempt: Callable[[], _T], intentos: int = INTENTOS) -> _T:
    """Read-and-write again, with growing random waits, while others win. Raises `Contienda` in the end.

    An attempt has lost when its transaction was refused for somebody else's, or when it raises `Carrera`.
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
    """Before trying again what others won: at random, longer each time, 1.3 s at most."""
    time.sleep(random.uniform(0, 0.02 * 2 ** min(intento, 6)))


def choose_way(caminos: int) -> int:
    """One of so many, by chance: those who met at one of them part."""
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
