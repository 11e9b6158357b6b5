"""Addresses that bounce or complain, by blind index, so that no address is stored (Protocolo 9.15).

    rebotes   direccion (hash: blind index)   estado            momento   causa
              ABC2…                           rebote_temporal   …         MailboxFull     expires after two weeks
              XYZ7…                           rebotado          …         General         excluded from bulk mail
              QRS5…                           queja             …         abuse           excluded from bulk mail

A state only rises: complaint above permanent bounce above transient bounce. So notices may come twice, late or out of
order, and the row is the same in the end.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.update import Action

from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, iso, meta

OLVIDO = timedelta(days=14)
"""Time after which a transient bounce, such as a full mailbox, is forgotten."""
POR_LECTURA = 100  # keys of one BatchGetItem


class EstadoDireccion(StrEnum):
    """Delivery state of an address, from the least to the most serious."""

    TEMPORAL = "rebote_temporal"
    REBOTADO = "rebotado"
    QUEJA = "queja"


SUPRIMIDAS = frozenset({EstadoDireccion.REBOTADO, EstadoDireccion.QUEJA})
"""States in which an address gets no bulk mail."""


class Rebote(Tabla):
    """State of an address. `momento`: of the notice; `causa`: SES's word for its kind; `caduca`: Unix seconds."""

    Meta = meta("rebotes")
    direccion = UnicodeAttribute(hash_key=True)
    estado = UnicodeAttribute()
    momento = UnicodeAttribute()
    causa = UnicodeAttribute(default="")
    caduca = NumberAttribute(null=True)


def raise_state(direccion: str, estado: EstadoDireccion, momento: datetime, causa: str) -> bool:
    """Raise an address to that state; False when its state is as serious or more."""
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
    """State of each of those addresses; an address without row has no known problem and is left out."""
    llaves = list(dict.fromkeys(direcciones))
    filas = (
        fila
        for i in range(0, len(llaves), POR_LECTURA)
        for fila in Rebote.batch_get(llaves[i : i + POR_LECTURA])
    )
    return {f.direccion: EstadoDireccion(f.estado) for f in filas}


def forget_address(direccion: str) -> bool:
    """Delete the row of an address; False when there was none."""
    return write_unless_refused(lambda: Rebote(direccion).delete(condition=Rebote.direccion.exists()))
