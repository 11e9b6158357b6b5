"""Announcements of what a phone is going to send, and what was refused of it."""

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    ListAttribute,
    MapAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.exceptions import UpdateError

from chalicelib.store.base.tabla import Tabla, meta


class Anunciado(MapAttribute[str, object]):
    """A record announced: its folio and the SHA-256 of its sealed bytes."""

    folio = UnicodeAttribute()
    sellado = BinaryAttribute(legacy_encoding=False)


class Envio(Tabla):
    """Up to 100 records announced together. The key is a digest of the request: a repetition is the same item.

    `anunciado_en` is the last time it was asked: a refusal from before that is history, not the answer.
    """

    Meta = meta("envios")
    envio = UnicodeAttribute(hash_key=True)
    auxiliar = UnicodeAttribute()
    anunciado_en = UnicodeAttribute()
    registros: ListAttribute[Anunciado] = ListAttribute(of=Anunciado)
    caduca = NumberAttribute()


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


def supersede(folio: str, sellado: str) -> None:
    """The content of those sealed bytes has been received: a refusal of them, if there is one, is history."""
    try:
        Rechazo(folio=folio, sellado=sellado).update(
            actions=[Rechazo.superado.set(True)], condition=Rechazo.codigo.exists()
        )
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
