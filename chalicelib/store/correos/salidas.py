"""The outbox: messages for a queue, stored in the transaction of the change that owes them (docs/decisions/0095).

    transaction {change, salida} ─► queue the message ─► delete the row
                                └─ died here: the watch queues it (workflows/correos/salidas.py)

The table normally holds rows a few seconds old, and those of runs that died.
"""

from datetime import datetime, timedelta

from pynamodb.attributes import JSONAttribute, UnicodeAttribute
from pynamodb.transactions import TransactWrite

from chalicelib.store.base.tabla import Tabla, iso, meta

DEMORA = timedelta(minutes=2)
"""Age from which the watch takes care of a row: longer than a request may run, which may be at it still."""
INTENTO = "(intento)"
"""In place of a queue's name: the row announces an act that is to be noted (`workflows/privacidad/actos.py`)."""


class Salida(Tabla):
    """A message owed. `salida`: its idempotency key; `cola`: the queue's name; `cuerpo`: ids only."""

    Meta = meta("salidas")
    salida = UnicodeAttribute(hash_key=True)
    cola = UnicodeAttribute()
    cuerpo = JSONAttribute()
    desde = UnicodeAttribute()


def owe(tx: TransactWrite, *salidas: Salida) -> None:
    """Store those messages within the transaction."""
    for salida in salidas:
        tx.save(salida)


def delete_owed(salida: Salida) -> None:
    """Delete the row of a message that is in its queue; idempotent."""
    salida.delete()


def list_overdue(antes_de: datetime) -> list[Salida]:
    """Messages owed since before that instant. Reads the whole table, which is nearly empty."""
    return [s for s in Salida.scan(consistent_read=True) if s.desde < iso(antes_de) and s.cola != INTENTO]


def list_intents(antes_de: datetime) -> list[Salida]:
    """Acts announced before that instant and not noted yet, oldest first. Reads the whole table."""
    todas = (s for s in Salida.scan(consistent_read=True) if s.desde < iso(antes_de) and s.cola == INTENTO)
    return sorted(todas, key=lambda s: str(s.desde))
