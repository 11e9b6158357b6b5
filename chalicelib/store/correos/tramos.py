"""Stretches of an announcement's recipients, each with the cursor of its reading (Protocolo 9.15, 9.17).

    anuncios-tramos   anuncio (hash)   inicio (range)      the first stretch, which finds the others
                                       auxiliares#ASPA …   a stretch of recipients; `cursor`: how far it was read

The row holds the state; a message only says that there is work. The run that gets the message reads the page after
`cursor`, reserves its mails, and moves `cursor` by a conditional write. So a message may come twice or late.
"""

from typing import Any

from pynamodb.attributes import UnicodeAttribute
from pynamodb.transactions import TransactWrite

from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, meta
from chalicelib.store.base.transacciones import transact_unless_refused
from chalicelib.store.correos.totales import DESTINATARIOS, add_to_total

INICIO = "inicio"
FIN = "fin"
"""Value of `cursor` once a stretch was read to its end."""


class Tramo(Tabla):
    """A stretch of recipients; `cursor` empty before the first page."""

    Meta = meta("anuncios-tramos")
    anuncio = UnicodeAttribute(hash_key=True)
    tramo = UnicodeAttribute(range_key=True)
    cursor = UnicodeAttribute(default="")


def find_tramo(anuncio: str, tramo: str) -> Tramo | None:
    """The stretch as of now, or None."""
    try:
        return Tramo.get(anuncio, tramo, consistent_read=True)
    except Tramo.DoesNotExist:
        return None


def open_tramo(anuncio: str, tramo: str) -> None:
    """Add a stretch unless it exists; an existing one keeps its cursor."""
    write_unless_refused(
        lambda: Tramo(anuncio=anuncio, tramo=tramo).save(condition=Tramo.anuncio.does_not_exist())
    )


def advance_tramo(tramo: Tramo, cursor: str, destinatarios: int, hijos: int, azar: int) -> bool:
    """Move a stretch's cursor and count the page's mails in one transaction; False when another run moved it."""
    sumas: dict[str, Any] = {
        DESTINATARIOS: destinatarios,
        "tramos": hijos,
        "tramos_hechos": int(cursor == FIN),
    }

    def fill(tx: TransactWrite) -> None:
        tx.update(tramo, actions=[Tramo.cursor.set(cursor)], condition=Tramo.cursor == tramo.cursor)
        for clave, n in sumas.items():
            if n:
                add_to_total(tx, tramo.anuncio, clave, azar, n)

    return transact_unless_refused(fill)
