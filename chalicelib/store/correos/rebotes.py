"""Addresses that bounce or complain, by blind index: no address stands here (Protocolo 9.15).

    rebotes   direccion (hash: blind index)   estado            momento   causa
              ABC2…                           rebote_temporal   …         MailboxFull     goes by itself after two weeks
              XYZ7…                           rebotado          …         General         nothing in bulk is sent to it
              QRS5…                           queja             …         abuse           neither

A state only rises: complaint above permanent bounce above transient bounce. So a notice may come twice, late or after a
later one, and the row is the same in the end.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.update import Action

from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, iso, meta

OLVIDO = timedelta(days=14)
"""How long a transient bounce is remembered: a full mailbox says nothing about next month."""
POR_LECTURA = 100  # keys of one BatchGetItem


class EstadoDireccion(StrEnum):
    """What is known of an address, from the least to the worst."""

    TEMPORAL = "rebote_temporal"
    REBOTADO = "rebotado"
    QUEJA = "queja"


SUPRIMIDAS = frozenset({EstadoDireccion.REBOTADO, EstadoDireccion.QUEJA})
"""States in which nothing is sent in bulk."""


class Rebote(Tabla):
    """The state of an address; `momento`: of the notice; `causa`: SES's word for its kind; `caduca`: Unix seconds."""

    Meta = meta("rebotes")
    direccion = UnicodeAttribute(hash_key=True)
    estado = UnicodeAttribute()
    momento = UnicodeAttribute()
    causa = UnicodeAttribute(default="")
    caduca = NumberAttribute(null=True)


def raise_state(direccion: str, estado: EstadoDireccion, momento: datetime, causa: str) -> bool:
    """Note that state of an address; False when what is known is as bad or worse."""
    temporal = estado is EstadoDireccion.TEMPORAL
    acciones: list[Action] = [
        Rebote.estado.set(estado.value),
        Rebote.momento.set(iso(momento)),
        Rebote.causa.set(causa),
        Rebote.caduca.set(int((momento + OLVIDO).timestamp())) if temporal else Rebote.caduca.remove(),
    ]
    condicion = Rebote.direccion.does_not_exist()
    for menor in _below(estado):
        condicion |= Rebote.estado == menor.value
    return write_unless_refused(lambda: Rebote(direccion).update(actions=acciones, condition=condicion))


def _below(estado: EstadoDireccion) -> list[EstadoDireccion]:
    orden = list(EstadoDireccion)
    return orden[: orden.index(estado)]


def read_states(direcciones: Iterable[str]) -> dict[str, EstadoDireccion]:
    """What is known of each of those addresses; who has no row is in good order."""
    llaves = list(dict.fromkeys(direcciones))
    filas = (
        fila
        for i in range(0, len(llaves), POR_LECTURA)
        for fila in Rebote.batch_get(llaves[i : i + POR_LECTURA])
    )
    return {f.direccion: EstadoDireccion(f.estado) for f in filas}


def forget_address(direccion: str) -> bool:
    """Take an address's row away; False when it had none."""
    return write_unless_refused(lambda: Rebote(direccion).delete(condition=Rebote.direccion.exists()))
