"""Mails to be sent once: which have left, and what became of those that did not (Protocolo 9.15)."""

from datetime import datetime, timedelta
from enum import StrEnum

from pynamodb.attributes import UnicodeAttribute
from pynamodb.exceptions import PutError

from chalicelib.store.base import Tabla, iso, meta


class Entrega(StrEnum):
    """Delivery state of a mail."""

    EN_CURSO = "en_curso"
    ENVIADO = "enviado"
    RECHAZADO = "rechazado"  # SES does not take it: the address is no address
    SIN_DESTINO = "sin_destino"  # whoever it was for is not to be written to any more


class Correo(Tabla):
    """`clave` names the mail (template and what it is about): the same one leaves once. `hasta`: a sender's claim."""

    Meta = meta("correos")
    clave = UnicodeAttribute(hash_key=True)
    estado = UnicodeAttribute()
    hasta = UnicodeAttribute(null=True)
    momento = UnicodeAttribute()


def claim(clave: str, ahora: datetime, plazo: timedelta) -> Correo | None:
    """Hold a mail for `plazo`: whoever gets it sends it. None when another holds it or it is done with.

    A claim that ran out (its sender died) is taken over by one of those who try.
    """
    item = Correo(clave=clave, estado=Entrega.EN_CURSO, hasta=iso(ahora + plazo), momento=iso(ahora))
    try:
        item.save(
            condition=Correo.clave.does_not_exist()
            | ((Correo.estado == Entrega.EN_CURSO.value) & (Correo.hasta < iso(ahora)))
        )
    except PutError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return None
    return item


def settle(correo: Correo, estado: Entrega, ahora: datetime) -> None:
    """Say what became of a mail that this sender holds."""
    correo.update(
        actions=[Correo.estado.set(estado.value), Correo.momento.set(iso(ahora)), Correo.hasta.remove()]
    )


def release(correo: Correo) -> None:
    """Give a mail back that was certainly not sent."""
    correo.update(actions=[Correo.hasta.set("")])


def states(claves: list[str]) -> dict[str, Entrega]:
    """Delivery state of each mail that has one."""
    return (
        {c.clave: Entrega(c.estado) for c in Correo.batch_get(claves, consistent_read=True)} if claves else {}
    )
