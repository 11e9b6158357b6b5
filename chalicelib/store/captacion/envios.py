"""Announcements of what a phone is going to send (Protocolo 9.14)."""

from pynamodb.attributes import (
    BinaryAttribute,
    ListAttribute,
    MapAttribute,
    NumberAttribute,
    UnicodeAttribute,
)

from chalicelib.store.base.tabla import Tabla, meta


class Anunciado(MapAttribute[str, object]):
    """A record announced: its folio, the SHA-256 of its sealed bytes, and why announcing refused it, if it did."""

    folio = UnicodeAttribute()
    sellado = BinaryAttribute(legacy_encoding=False)
    codigo = UnicodeAttribute(null=True)
    texto = UnicodeAttribute(null=True)


class Envio(Tabla):
    """Up to 100 records announced together. The key is a digest of the request: a repetition is the same item.

    `anunciado_en`: when it was announced last. A refusal older than that is not the answer any more.
    """

    Meta = meta("envios")
    envio = UnicodeAttribute(hash_key=True)
    auxiliar = UnicodeAttribute()
    anunciado_en = UnicodeAttribute()
    registros: ListAttribute[Anunciado] = ListAttribute(of=Anunciado)
    caduca = NumberAttribute()


def find_envio(envio: str) -> Envio | None:
    """The announcement, or None."""
    try:
        return Envio.get(envio, consistent_read=True)
    except Envio.DoesNotExist:
        return None
