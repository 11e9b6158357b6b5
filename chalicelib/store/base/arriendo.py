"""Lease of a row: one run at a time works on a bulk load or a report, and what an old run writes is refused.

    turno    token of the run that has the lease
    turnos   how often the lease was taken: the fencing number of that run
    hasta    until when the run is believed to live; it renews the lease with what it notes

A run whose lease ran out may still be alive. So every write of a run asks for its fencing number, and none for the
time: clocks that differ cannot let two runs write.
"""

from datetime import datetime, timedelta
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, iso


class Arrendable(Tabla):
    """A table whose rows are worked on under a lease."""

    turno = UnicodeAttribute(null=True)
    turnos = NumberAttribute(default=0)
    hasta = UnicodeAttribute(null=True)


def take_lease(fila: Arrendable, turno: str, ahora: datetime, plazo: timedelta) -> bool:
    """Take the lease for `plazo`; False while another run holds it or when the row is gone. `fila` is then as stored.

    The run that holds the lease may take it again with its token.
    """
    clase = type(fila)
    libre = clase.hasta.does_not_exist() | (clase.hasta < iso(ahora)) | (clase.turno == turno)
    acciones: list[Action] = [
        clase.turno.set(turno),
        clase.turnos.add(1),
        clase.hasta.set(iso(ahora + plazo)),
    ]
    return write_unless_refused(
        lambda: fila.update(actions=acciones, condition=clase._hash_key_attribute().exists() & libre)
    )


def release_lease(fila: Arrendable) -> None:
    """Release the lease, so that another run may start at once; does nothing when another run holds it."""
    clase = type(fila)
    write_unless_refused(lambda: fila.update(actions=[clase.hasta.remove()], condition=holds_lease(fila)))


def write_leased(fila: Arrendable, **cambios: Any) -> bool:
    """Set those attributes if this run holds the lease; otherwise write nothing and return False.

    `fila` is then as stored.
    """
    acciones = [getattr(type(fila), campo).set(valor) for campo, valor in cambios.items()]
    return write_unless_refused(lambda: fila.update(actions=acciones, condition=holds_lease(fila)))


def renew_lease(fila: Arrendable, ahora: datetime, plazo: timedelta) -> bool:
    """Hold the lease for `plazo` from now on; False when another run has it."""
    return write_leased(fila, hasta=iso(ahora + plazo))


def check_lease(tx: TransactWrite, fila: Arrendable) -> None:
    """Make a transaction fail unless this run still has the lease."""
    clase = type(fila)
    nombres = {a.attr_name: nombre for nombre, a in clase.get_attributes().items()}
    partes = [getattr(fila, nombres[llave]) for llave in (clase._hash_keyname, clase._range_keyname) if llave]
    tx.condition_check(clase, partes[0], (partes[1:] or [None])[0], condition=holds_lease(fila))


def holds_lease(fila: Arrendable) -> Condition:
    """The condition that nobody took the lease since this run did."""
    clase = type(fila)
    return (clase.turno == fila.turno) & (clase.turnos == fila.turnos)
