"""What a change owes to a queue, kept in the transaction of the change (an outbox; docs/decisions/0095).

    transaction {change, salida} ─► the message ─► the row goes
                                └─ died here: whoever watches over the table sends it (workflows/correos/salidas.py)

A row and its message say the same. So the table holds what is on its way, seconds old, and what a death left behind.
"""

from datetime import datetime

from pynamodb.attributes import JSONAttribute, UnicodeAttribute
from pynamodb.transactions import TransactWrite

from chalicelib.store.base.tabla import Tabla, iso, meta

INTENTO = "(intento)"
"""In the place of a queue: the row announces an act that is to be noted (`workflows/privacidad/actos.py`)."""


class Salida(Tabla):
    """A message owed. `salida` makes it one, `cola` is the queue's name, `cuerpo` holds ids only."""

    Meta = meta("salidas")
    salida = UnicodeAttribute(hash_key=True)
    cola = UnicodeAttribute()
    cuerpo = JSONAttribute()
    desde = UnicodeAttribute()


def owe(tx: TransactWrite, *salidas: Salida) -> None:
    """Owe those messages if the transaction stands."""
    for salida in salidas:
        tx.save(salida)


def delete_owed(salida: Salida) -> None:
    """The message is in its queue; again, it changes nothing."""
    salida.delete()


def list_overdue(antes_de: datetime) -> list[Salida]:
    """What was owed before that instant and still is; reads the whole table, which holds next to nothing."""
    return [s for s in Salida.scan(consistent_read=True) if s.desde < iso(antes_de) and s.cola != INTENTO]


def list_intents(antes_de: datetime) -> list[Salida]:
    """Acts announced before that instant and not noted, oldest first; reads the whole table too."""
    todas = (s for s in Salida.scan(consistent_read=True) if s.desde < iso(antes_de) and s.cola == INTENTO)
    return sorted(todas, key=lambda s: str(s.desde))
