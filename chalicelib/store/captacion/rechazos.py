"""Received objects that are no records: why each was refused, and where its original is kept (Protocolo 9.16, 12.3)."""

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute

from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, meta


class Rechazo(Tabla):
    """A received object that is not a record: why, and under which key of the quarantine the original is.

    `superado`: the same content was received after all, in other sealed bytes.
    """

    Meta = meta("rechazos")
    folio = UnicodeAttribute(hash_key=True)
    sellado = UnicodeAttribute(range_key=True)
    proceso = UnicodeAttribute()
    codigo = UnicodeAttribute()
    texto = UnicodeAttribute()
    momento = UnicodeAttribute()
    cuarentena = UnicodeAttribute()
    superado = BooleanAttribute(null=True)


def find_rechazos(anunciados: list[tuple[str, str]]) -> dict[tuple[str, str], Rechazo]:
    """Refusals by (folio, SHA-256 of the sealed bytes in hex)."""
    if not anunciados:
        return {}
    return {(r.folio, r.sellado): r for r in Rechazo.batch_get(anunciados, consistent_read=True)}


def supersede_refusal(folio: str, sellado: str) -> None:
    """Mark the refusal of those sealed bytes, if there is one, as superseded: their content was received after all."""
    write_unless_refused(
        lambda: Rechazo(folio=folio, sellado=sellado).update(
            actions=[Rechazo.superado.set(True)], condition=Rechazo.codigo.exists()
        )
    )
