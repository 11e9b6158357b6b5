"""Index of records by their pictures, to find those that look the same: a row for each band of a picture's hash.

    banda (hash): process and blind index        folios                   n
    P#7Q…                                        {FOLIO-1, FOLIO-2}       2

Pictures that are nearly the same share bands (`imagenes/huellas.py`). A row holds at most `CABEN` folios: a later
record still reads them and is found to have the same picture, but is not added. An addition requires the `n` that was
read, so of two concurrent records with the same picture the second reads the first. A full row is not written.
"""

from collections.abc import Iterable

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.transactions import TransactWrite

from chalicelib.store.base.tabla import Tabla, meta

CABEN = 16


class Huella(Tabla):
    """A band. `folios`: records that have it; `n`: their number, for the condition of a write."""

    Meta = meta("huellas")
    banda = UnicodeAttribute(hash_key=True)
    folios: UnicodeSetAttribute = UnicodeSetAttribute(null=True)
    n = NumberAttribute(default=0)


def read_bands(bandas: Iterable[str]) -> dict[str, frozenset[str]]:
    """Band -> folios that have it (consistent reads, one call for 100 bands)."""
    lista = list(dict.fromkeys(bandas))
    leidas = {h.banda: frozenset(h.folios or ()) for h in Huella.batch_get(lista, consistent_read=True)}
    return {banda: leidas.get(banda, frozenset()) for banda in lista}


def join_bands(tx: TransactWrite, folio: str, leidas: dict[str, frozenset[str]]) -> None:
    """Add the folio to each band that has room, on condition that the band is as it was read."""
    for banda, folios in leidas.items():
        if len(folios) < CABEN:
            tx.update(
                Huella(banda),
                actions=[Huella.folios.add({folio}), Huella.n.add(1)],
                condition=(Huella.n == len(folios)) if folios else Huella.banda.does_not_exist(),
            )
