"""Mails to be sent once: which have left, and what became of those that did not (Protocolo 9.15).

    (none) ─┬─ claim ─► en_curso until `hasta` ─ settle ─► enviado | rechazado | sin_destino | rebotado | cancelado
    pendiente ┘            ▲        │
                           └────────┘ the claim ran out, or was given back: somebody else's turn

Only who holds the claim settles: the condition is its `hasta`. A mail that belongs to a batch (`lote`, an announcement)
is counted in the transaction that settles it, so the totals of a batch are those of its mails at every instant.
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

    PENDIENTE = "pendiente"  # its turn has not come
    EN_CURSO = "en_curso"
    ENVIADO = "enviado"
    RECHAZADO = "rechazado"  # SES does not take it: the address is no address
    SIN_DESTINO = "sin_destino"  # whoever it was for is not to be written to any more
    REBOTADO = "rebotado"  # in bulk, to an address that bounced or complained before: not sent
    CANCELADO = "cancelado"  # called off before its turn came


class Correo(Tabla):
    """`clave` names the mail (template and what it is about): the same one leaves once. `hasta`: a sender's claim.

    `lote`, `origen`: the batch it belongs to, and which step of making the batch named it first.
    """

    Meta = meta("correos")
    clave = UnicodeAttribute(hash_key=True)
    estado = UnicodeAttribute()
    hasta = UnicodeAttribute(null=True)
    momento = UnicodeAttribute()
    lote = UnicodeAttribute(null=True)
    origen = UnicodeAttribute(null=True)


def reserve_mail(clave: str, lote: str, origen: str, ahora: datetime) -> bool:
    """Name a mail of a batch; False when another step named it already. The same step may ask again."""
    item = Correo(clave=clave, estado=EstadoEntrega.PENDIENTE, momento=iso(ahora), lote=lote, origen=origen)
    if not write_unless_refused(lambda: item.save(condition=Correo.clave.does_not_exist())):
        previo = Correo.get(clave, consistent_read=True)
        return bool(previo.lote == lote and previo.origen == origen)
    return True


def claim_mail(clave: str, ahora: datetime, plazo: timedelta) -> Correo | None:
    """Hold a mail for `plazo`: whoever gets it sends it. None when another holds it or it is done with.

    A claim that ran out (its sender died) is taken over by one of those who try.
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
    """Say what became of a mail that this sender holds; False when another took it over meanwhile."""
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
    """Give a mail back that was certainly not sent; nothing happens if another took it over."""
    _update(correo, [Correo.hasta.set("")], _held(correo))


def read_mail_states(claves: Iterable[str]) -> dict[str, EstadoEntrega]:
    """Delivery state of each mail that has one."""
    pedidas = list(claves)
    filas = Correo.batch_get(pedidas, consistent_read=True) if pedidas else []
    return {c.clave: EstadoEntrega(c.estado) for c in filas}


def _held(correo: Correo) -> Condition:
    return (Correo.estado == EstadoEntrega.EN_CURSO.value) & (Correo.hasta == correo.hasta)


def _update(correo: Correo, acciones: list[Action], condicion: Condition) -> bool:
    """Whether the condition held; any other failure is raised. The row is then as stored."""
    return write_unless_refused(lambda: correo.update(actions=acciones, condition=condicion))
