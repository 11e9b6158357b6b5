"""Findings of a record's images: codes only, in a table of their own and never in the record.

A row is written once, when the images are measured; a record without row is still to be measured (`pendiente` at the
desk). Only `repetidas` grows afterwards: a later record with the same picture marks the earlier one, without its folio.
"""

from collections.abc import Iterable

from pynamodb.attributes import ListAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from chalicelib.store.base.tabla import Tabla, meta


class Vista(Tabla):
    """Findings of a record's images. `codigos`: from the images alone; `repetidas`: of pictures that other records have
    too; `en`: when measured."""

    Meta = meta("vistas")
    folio = UnicodeAttribute(hash_key=True)
    codigos: ListAttribute[str] = ListAttribute(of=UnicodeAttribute)  # type: ignore[arg-type]
    repetidas: UnicodeSetAttribute = UnicodeSetAttribute(null=True)
    en = UnicodeAttribute()

    @property
    def todos(self) -> tuple[str, ...]:
        """All codes: `codigos` and `repetidas`."""
        return (*self.codigos, *sorted(self.repetidas or ()))


NUEVA: Condition = Vista.folio.does_not_exist()


def find_vista(folio: str) -> Vista | None:
    """The findings of a record's images; None if not measured yet (consistent read)."""
    try:
        return Vista.get(folio, consistent_read=True)
    except Vista.DoesNotExist:
        return None


def find_vistas(folios: Iterable[str]) -> dict[str, Vista]:
    """Folio -> findings of its images, for the records already measured (consistent reads)."""
    lista = list(folios)
    return {v.folio: v for v in Vista.batch_get(lista, consistent_read=True)} if lista else {}


def mark_repeated_picture(tx: TransactWrite, folio: str, codigos: set[str]) -> None:
    """Mark an earlier record as having pictures that other records have too."""
    tx.update(Vista(folio), actions=[Vista.repetidas.add(codigos)], condition=Vista.folio.exists())
