"""Totals, and what of each record has been counted.

A total is spread over `PARTES` items, so that batches running at once do not meet on one; reading adds them up.
"""

from collections import Counter

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from chalicelib.rules.contadores import Clave, Contable
from chalicelib.store.base import Tabla, meta

PARTES = 4
DE_LA_MESA = ("mesa#", "calidad#")
"""What the totals of `store/totales_mesa.py` are kept under."""


class Contador(Tabla):
    """One part of one total: `ambito` is `<what it belongs to>#<part>`, `clave` which total."""

    Meta = meta("contadores")
    ambito = UnicodeAttribute(hash_key=True)
    clave = UnicodeAttribute(range_key=True)
    n = NumberAttribute(default=0)


class Contado(Tabla):
    """The state of a record that the totals hold now; written in the transaction that moves them."""

    Meta = meta("contados")
    folio = UnicodeAttribute(hash_key=True)
    version = NumberAttribute()
    aspirante = UnicodeAttribute()
    auxiliar = UnicodeAttribute()
    dia = UnicodeAttribute()
    clase = UnicodeAttribute()
    revisado = BooleanAttribute()

    @property
    def contable(self) -> Contable:
        return Contable(
            self.folio, int(self.version), self.aspirante, self.auxiliar, self.dia, self.clase, self.revisado
        )


def every_total() -> Counter[Clave]:
    """All totals that are reckoned from records' states; reads the whole table. The Mesa's own are not among them."""
    suma: Counter[Clave] = Counter()
    for c in Contador.scan(consistent_read=True):
        if not c.ambito.startswith(DE_LA_MESA):
            suma[c.ambito.rpartition("#")[0], c.clave] += int(c.n)
    return suma


def read_totals(ambito: str) -> dict[str, int]:
    """All totals of an aspirante or auxiliar: a number of requests that does not grow with the records."""
    suma: dict[str, int] = {}
    for parte in range(PARTES):
        for c in Contador.query(f"{ambito}#{parte}", consistent_read=True):
            suma[c.clave] = suma.get(c.clave, 0) + int(c.n)
    return {clave: n for clave, n in sorted(suma.items()) if n}
