"""Counted states: the state of each record that the totals hold now (table `contados`)."""

from collections.abc import Sequence
from dataclasses import fields

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from chalicelib.rules.conteo import Contable
from chalicelib.store.base.tabla import Tabla, meta


class Contado(Tabla):
    """Counted state of a record, written in the transaction that changes the totals."""

    Meta = meta("contados")
    folio = UnicodeAttribute(hash_key=True)
    version = NumberAttribute()
    proceso = UnicodeAttribute()
    aspirante = UnicodeAttribute()
    auxiliar = UnicodeAttribute()
    dia = UnicodeAttribute()
    clase = UnicodeAttribute()
    revisado = BooleanAttribute()
    modo = UnicodeAttribute()
    verificado = BooleanAttribute()
    lugar = UnicodeAttribute()
    noche = BooleanAttribute()
    tipo = UnicodeAttribute(null=True)
    inciso = UnicodeAttribute(null=True)
    causa = UnicodeAttribute(null=True)
    solo_reporte = BooleanAttribute(default=False)
    sin_lugar = BooleanAttribute(default=False)
    fuera = BooleanAttribute(default=False)
    desconocido = BooleanAttribute(default=False)

    @property
    def contable(self) -> Contable:
        valores = {f.name: v for f in fields(Contable) if (v := getattr(self, f.name)) is not None}
        return Contable(**valores | {"version": int(self.version)})


def counted_states(folios: Sequence[str]) -> dict[str, Contable]:
    """Folio -> state in which the totals hold the record, by a consistent read. Uncounted records are left out."""
    hallados = Contado.batch_get(folios, consistent_read=True) if folios else ()
    return {str(c.folio): c.contable for c in hallados}
