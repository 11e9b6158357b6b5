"""Codes of activation on their way (Protocolo 10.6): one row for each account and process, with its code in force.

    key: blind index of account and process      request 1 ──► request 2 replaces it: code 1 is no code any more
    try:     intentos + 1   on condition: pendiente, that account's, intentos < 5, not over yet
    success: usada          on condition: pendiente, the same `solicitud`

A try is counted before the code is looked at, by one write that reads nothing first: however many are made at once, no
more than five codes are ever compared. The rows go by themselves.
"""

from datetime import datetime, timedelta

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from chalicelib.rules.mi_apoyo import INTENTOS, VIGENCIA
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, iso, meta

PENDIENTE, USADA = "pendiente", "usada"
CONSERVA = timedelta(days=7)


class Activacion(Tabla):
    """A code asked for. `codigo`: its keyed digest; `llave`: DER of the device's key; `solicitud` tells requests apart.

    `datos`: credential read, mail and provider, sealed with the process's secret.
    """

    Meta = meta("activaciones")
    activacion = UnicodeAttribute(hash_key=True)
    solicitud = UnicodeAttribute()
    sujeto = UnicodeAttribute()
    proceso = UnicodeAttribute()
    dispositivo = UnicodeAttribute()
    llave = BinaryAttribute(legacy_encoding=False)
    codigo = UnicodeAttribute()
    datos = BinaryAttribute(legacy_encoding=False)
    estado = UnicodeAttribute(default=PENDIENTE)
    intentos = NumberAttribute(default=0)
    vence = UnicodeAttribute()
    caduca = NumberAttribute()

    @property
    def identidad(self) -> str:
        """Encryption context to which `datos` is bound."""
        return f"activacion {self.activacion} {self.solicitud}"

    @property
    def pendiente(self) -> Condition:
        """This very request has not been used, nor replaced by another."""
        return (Activacion.estado == PENDIENTE) & (Activacion.solicitud == self.solicitud)


def replace_activation(activacion: Activacion, ahora: datetime) -> None:
    """Keep a request in the place of any earlier one of its account, good for 24 hours."""
    activacion.vence = iso(ahora + VIGENCIA)
    activacion.caduca = int((ahora + VIGENCIA + CONSERVA).timestamp())
    activacion.save()


def take_activation_try(activacion: str, sujeto: str, ahora: datetime) -> Activacion | None:
    """Count a try and return the request it is for; None when no try is left to that account."""
    fila = Activacion(activacion)
    if not write_unless_refused(
        lambda: fila.update(
            actions=[Activacion.intentos.add(1)],
            condition=(Activacion.estado == PENDIENTE)
            & (Activacion.sujeto == sujeto)
            & (Activacion.intentos < INTENTOS)
            & (Activacion.vence > iso(ahora)),
        )
    ):
        return None
    return fila


def spend_activation(activacion: Activacion) -> bool:
    """Use the code up; False when somebody did before, or another took its place."""
    return write_unless_refused(
        lambda: activacion.update(actions=[Activacion.estado.set(USADA)], condition=activacion.pendiente)
    )


def spend_within(tx: TransactWrite, activacion: Activacion) -> None:
    """Use the code up in the transaction that activates; it fails when somebody did before."""
    tx.update(activacion, actions=[Activacion.estado.set(USADA)], condition=activacion.pendiente)


def is_pending(activacion: Activacion) -> bool:
    """Whether this very request can still be used, as of now."""
    try:
        fila = Activacion.get(activacion.activacion, consistent_read=True)
    except Activacion.DoesNotExist:
        return False
    return fila.estado == PENDIENTE and fila.solicitud == activacion.solicitud
