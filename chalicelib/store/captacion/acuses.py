"""Receipt mails: which mail carries a record's receipt, and whether that mail has left.

Two kinds of item share the key: `<folio>` names the mail that carries that record's receipt and until when its sender
holds it; `correo#<id>` says that the mail has left, and when.
"""

from datetime import datetime, timedelta
from enum import Enum

from pynamodb.attributes import UnicodeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, iso, meta


class TurnoAcuse(Enum):
    """The mail to which a record's receipt belongs: whose turn it is to send it."""

    NUESTRO = 1
    AJENO = 2
    ENVIADO = 3


class Acuse(Tabla):
    """Either the claim of a record's receipt (`correo`, `hasta`) or a mail that left (`enviado`), with its process."""

    Meta = meta("acuses")
    folio = UnicodeAttribute(hash_key=True)
    correo = UnicodeAttribute(null=True)
    hasta = UnicodeAttribute(null=True)
    enviado = UnicodeAttribute(null=True)
    proceso = UnicodeAttribute(null=True)


def claim_receipt(folio: str, correo: str, ahora: datetime, plazo: timedelta) -> TurnoAcuse:
    """Hold a record's receipt for a mail, for `plazo`, unless its mail has left or another sender holds it.

    A claim that ran out is taken over by a conditional write: of two senders that try, one succeeds.
    """
    item = Acuse(folio=folio, correo=correo, hasta=iso(ahora + plazo))
    if _put(item, Acuse.folio.does_not_exist()):
        return TurnoAcuse.NUESTRO
    previo = Acuse.get(folio, consistent_read=True)
    if _has_left(previo.correo or ""):
        return TurnoAcuse.ENVIADO
    vencido = (previo.hasta or "") < iso(ahora)
    return TurnoAcuse.NUESTRO if vencido and _put(item, Acuse.correo == previo.correo) else TurnoAcuse.AJENO


def folios_with_mail(folios: list[str]) -> set[str]:
    """The folios whose mail has left."""
    correos = {a.folio: _mail(a.correo or "") for a in Acuse.batch_get(folios, consistent_read=True)}
    idos = {a.folio for a in Acuse.batch_get(sorted(set(correos.values())), consistent_read=True)}
    return {folio for folio, correo in correos.items() if correo in idos}


def note_mail_sent(correo: str, proceso: str, ahora: datetime) -> None:
    """Note that the mail, with receipts of that process, has left."""
    Acuse(folio=_mail(correo), enviado=iso(ahora), proceso=proceso).save()


def _has_left(correo: str) -> bool:
    return next(iter(Acuse.batch_get([_mail(correo)], consistent_read=True)), None) is not None


def _mail(correo: str) -> str:
    return f"correo#{correo}"


def _put(item: Acuse, condicion: Condition) -> bool:
    """Put the item if the condition holds, and return whether it did. Any other failure is raised."""
    return write_unless_refused(lambda: item.save(condition=condicion))
