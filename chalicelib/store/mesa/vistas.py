"""What the images of a record let one suspect: codes only, beside the record and never in it.

A row is written once, when the images were measured; who has none waits (`pendiente` at the desk). Only `repetidas`
grows afterwards: a later record with the same picture marks the earlier one too, and does not say which it is.
"""

from collections.abc import Iterable

from pynamodb.attributes import ListAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from chalicelib.store.base.tabla import Tabla, meta


class Vista(Tabla):
    """`codigos`: findings of the images alone; `repetidas`: of pictures that others have too; `en`: when measured."""

    Meta = meta("vistas")
    folio = UnicodeAttribute(hash_key=True)
    codigos: ListAttribute[str] = ListAttribute(of=UnicodeAttribute)  # type: ignore[arg-type]
    repetidas: UnicodeSetAttribute = UnicodeSetAttribute(null=True)
    en = UnicodeAttribute()

    @property
    def todos(self) -> tuple[str, ...]:
        """All codes."""
        return (*self.codigos, *sorted(self.repetidas or ()))


NUEVA: Condition = Vista.folio.does_not_exist()


def find_vista(folio: str) -> Vista | None:
    """The findings of a record's images, if it was looked at (consistent read)."""
    try:
        return Vista.get(folio, consistent_read=True)
    except Vista.DoesNotExist:
        return None


def find_vistas(folios: Iterable[str]) -> dict[str, Vista]:
    """The findings of the records that were looked at, by folio (consistent reads)."""
    lista = list(folios)
    return {v.folio: v for v in Vista.batch_get(lista, consistent_read=True)} if lista else {}


def mark_repeated_picture(tx: TransactWrite, folio: str, codigos: set[str]) -> None:
    """Say of an earlier record that others have its pictures."""
    tx.update(Vista(folio), actions=[Vista.repetidas.add(codigos)], condition=Vista.folio.exists())
