"""Delivery state of mails, each of which is sent once (Protocolo 9.15).

    (none) ─┬─ claim ─► en_curso until `hasta` ─ settle ─► enviado | rechazado | sin_destino | rebotado | cancelado
    pendiente ┘            ▲        │
                           └────────┘ the claim expired or was released: another run may claim the mail

Only the holder of the claim settles: the condition is its `hasta`. A mail of a batch (`lote`, an announcement) is
counted in the transaction that settles it, so the totals of a batch always equal the states of its mails.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from zlib import crc32

from pynamodb.attributes import UnicodeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, iso, meta
from chalicelib.store.base.transacciones import transact_unless_refused
from chalicelib.store.correos.totales import add_to_total


class EstadoEntrega(StrEnum):
    """Delivery state of a mail."""

    PENDIENTE = "pendiente"  # not claimed yet
    EN_CURSO = "en_curso"
    ENVIADO = "enviado"
    RECHAZADO = "rechazado"  # SES refused it: the address is invalid
    SIN_DESTINO = "sin_destino"  # no mail is to be sent to its recipient any more
    REBOTADO = "rebotado"  # not sent: bulk mail to an address that bounced or complained before
    CANCELADO = "cancelado"  # its announcement was cancelled before it was sent


class Correo(Tabla):
    """A mail. `clave`: its idempotency key, from template and subject; `hasta`: until when a sender's claim holds.

    `lote`, `origen`: the batch it belongs to, and the step of making the batch that reserved it first.
    """

    Meta = meta("correos")
    clave = UnicodeAttribute(hash_key=True)
    estado = UnicodeAttribute()
    hasta = UnicodeAttribute(null=True)
    momento = UnicodeAttribute()
    lote = UnicodeAttribute(null=True)
    origen = UnicodeAttribute(null=True)


def reserve_mail(clave: str, lote: str, origen: str, ahora: datetime) -> bool:
    """Reserve a mail for a batch; False when another step reserved it. Idempotent for the same step."""
    item = Correo(clave=clave, estado=EstadoEntrega.PENDIENTE, momento=iso(ahora), lote=lote, origen=origen)
    if not write_unless_refused(lambda: item.save(condition=Correo.clave.does_not_exist())):
        previo = Correo.get(clave, consistent_read=True)
        return bool(previo.lote == lote and previo.origen == origen)
    return True


def claim_mail(clave: str, ahora: datetime, plazo: timedelta) -> Correo | None:
    """Claim a mail for `plazo`, in order to send it. None when another run holds the claim or the mail has its state.

    An expired claim, whose sender died, may be taken by another run.
    """
    correo, hasta = Correo(clave), iso(ahora + plazo)
    libre = (
        Correo.clave.does_not_exist()
        | (Correo.estado == EstadoEntrega.PENDIENTE.value)
        | ((Correo.estado == EstadoEntrega.EN_CURSO.value) & (Correo.hasta < iso(ahora)))
    )
    acciones: list[Action] = [
        Correo.estado.set(EstadoEntrega.EN_CURSO.value),
        Correo.hasta.set(hasta),
        Correo.momento.set(iso(ahora)),
    ]
    return correo if _update(correo, acciones, libre) else None


def settle_mail(correo: Correo, estado: EstadoEntrega, ahora: datetime) -> bool:
    """Note the final state of a mail that this sender holds; False when another run took the claim meanwhile."""
    acciones: list[Action] = [
        Correo.estado.set(estado.value),
        Correo.momento.set(iso(ahora)),
        Correo.hasta.remove(),
    ]
    if not correo.lote:
        return _update(correo, acciones, _held(correo))

    def fill(tx: TransactWrite) -> None:
        tx.update(correo, actions=acciones, condition=_held(correo))
        add_to_total(tx, str(correo.lote), estado, crc32(correo.clave.encode()), 1)

    return transact_unless_refused(fill)


def release_mail(correo: Correo) -> None:
    """Release the claim of a mail that was certainly not sent; no effect if another run took the claim."""
    _update(correo, [Correo.hasta.set("")], _held(correo))


def read_mail_states(claves: Iterable[str]) -> dict[str, EstadoEntrega]:
    """Delivery state of each mail that has one."""
    pedidas = list(claves)
    filas = Correo.batch_get(pedidas, consistent_read=True) if pedidas else []
    return {c.clave: EstadoEntrega(c.estado) for c in filas}


def _held(correo: Correo) -> Condition:
    return (Correo.estado == EstadoEntrega.EN_CURSO.value) & (Correo.hasta == correo.hasta)


def _update(correo: Correo, acciones: list[Action], condicion: Condition) -> bool:
    """Write under the condition, bring `correo` to what is stored, and return whether the condition held."""
    return write_unless_refused(lambda: correo.update(actions=acciones, condition=condicion))
