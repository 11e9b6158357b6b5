"""Announcements of what a phone is going to send, and what was refused of it."""

from pynamodb.attributes import (
    BinaryAttribute,
    ListAttribute,
    MapAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.models import Model

from chalicelib.store.base import meta


class Anunciado(MapAttribute[str, object]):
    """A record announced: its folio and the SHA-256 of its sealed bytes."""

    folio = UnicodeAttribute()
    sellado = BinaryAttribute(legacy_encoding=False)


class Envio(Model):
    """Up to 100 records announced together. The key is a digest of the request: a repetition is the same item."""

    Meta = meta("envios")
    envio = UnicodeAttribute(hash_key=True)
    auxiliar = UnicodeAttribute()
    registros: ListAttribute[Anunciado] = ListAttribute(of=Anunciado)
    caduca = NumberAttribute()


class Rechazo(Model):
    """A received object that is not a record: why, and under which key of the quarantine the original is."""

    Meta = meta("rechazos")
    folio = UnicodeAttribute(hash_key=True)
    sellado = UnicodeAttribute(range_key=True)
    proceso = UnicodeAttribute()
    codigo = UnicodeAttribute()
    texto = UnicodeAttribute()
    momento = UnicodeAttribute()
    cuarentena = UnicodeAttribute()


def find_envio(envio: str) -> Envio | None:
    """The announcement, or None."""
    try:
        return Envio.get(envio, consistent_read=True)
    except Envio.DoesNotExist:
        return None


def find_rechazos(anunciados: list[tuple[str, str]]) -> dict[tuple[str, str], Rechazo]:
    """Refusals by (folio, SHA-256 of the sealed bytes in hex)."""
    if not anunciados:
        return {}
    return {(r.folio, r.sellado): r for r in Rechazo.batch_get(anunciados, consistent_read=True)}
