"""Totals of the mails of a batch by their state (Protocolo 9.15)."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.transactions import TransactWrite

from chalicelib.store.base.tabla import Tabla, meta

PARTES = 8
"""Items over which each total of a batch is spread, so that concurrent senders seldom write to the same one."""
DESTINATARIOS = "destinatarios"


class Total(Tabla):
    """One part of one total of a batch: `clave` is `<state>#<part>`."""

    Meta = meta("correos-totales")
    lote = UnicodeAttribute(hash_key=True)
    clave = UnicodeAttribute(range_key=True)
    n = NumberAttribute(default=0)


def add_to_total(tx: TransactWrite, lote: str, clave: str, azar: int, n: int) -> None:
    """Add `n` to a total of a batch; `azar` chooses the part."""
    tx.update(Total(lote, f"{clave}#{azar % PARTES}"), actions=[Total.n.add(n)])


def read_batch_totals(lote: str) -> dict[str, int]:
    """Number of mails reserved for a batch (`destinatarios`), and of those in each final state."""
    suma: dict[str, int] = {}
    for t in Total.query(lote, consistent_read=True):
        clave = t.clave.partition("#")[0]
        suma[clave] = suma.get(clave, 0) + int(t.n)
    return suma
