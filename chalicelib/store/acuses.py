"""Receipt mails: which mail carries a record's receipt, and whether that mail has left.

Two kinds of item share the key: `correo#<digest>` is a mail, with the time until which its sender holds it and the
time it left; `<folio>` names the mail that carries that record's receipt.
"""

from datetime import datetime, timedelta

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import PutError, PynamoDBException, UpdateError
from pynamodb.models import Model

from chalicelib.store.base import iso, meta


class Acuse(Model):
    """A mail (`hasta`, `enviado`) or a record's claim (`correo`)."""

    Meta = meta("acuses")
    folio = UnicodeAttribute(hash_key=True)
    correo = UnicodeAttribute(null=True)
    hasta = UnicodeAttribute(null=True)
    enviado = UnicodeAttribute(null=True)


def open_mail(correo: str, ahora: datetime, plazo: timedelta) -> bool:
    """Hold a mail for `plazo`. False when it has left, or somebody else holds it."""
    libre = Acuse.folio.does_not_exist() | (Acuse.enviado.does_not_exist() & (Acuse.hasta < iso(ahora)))
    return _put(Acuse(folio=_mail(correo), hasta=iso(ahora + plazo)), libre)


def close_mail(correo: str, ahora: datetime) -> None:
    """The mail has left."""
    Acuse(folio=_mail(correo)).update(actions=[Acuse.enviado.set(iso(ahora))])


def is_sent(correo: str) -> bool:
    """Whether the mail has left."""
    return _get(_mail(correo)).enviado is not None


def is_open(correo: str, ahora: datetime) -> bool:
    """Whether somebody holds the mail now."""
    return (_get(_mail(correo)).hasta or "") >= iso(ahora)


def claim(folio: str, correo: str) -> str:
    """The mail that carries the record's receipt: this one if none was named before."""
    if _put(Acuse(folio=folio, correo=correo), Acuse.folio.does_not_exist()):
        return correo
    return _get(folio).correo or correo


def take_over(folio: str, de: str, a: str) -> bool:
    """Move a record from a mail that never left to another; False when it has moved meanwhile."""
    try:
        Acuse(folio=folio).update(actions=[Acuse.correo.set(a)], condition=Acuse.correo == de)
    except UpdateError as error:
        _only_refusals(error)
        return False
    return True


def _mail(correo: str) -> str:
    return f"correo#{correo}"


def _get(llave: str) -> Acuse:
    return Acuse.get(llave, consistent_read=True)


def _put(item: Acuse, condicion: object) -> bool:
    try:
        item.save(condition=condicion)  # type: ignore[arg-type]
    except PutError as error:
        _only_refusals(error)
        return False
    return True


def _only_refusals(error: PynamoDBException) -> None:
    """A condition that did not hold is an answer; anything else is a failure."""
    if error.cause_response_code != "ConditionalCheckFailedException":
        raise error
