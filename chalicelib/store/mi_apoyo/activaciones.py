"""Activation codes not used yet (Protocolo 10.6): one row for each account and process, with its code in force.

    key: blind index of account and process      request 1 ──► request 2 replaces it: code 1 is void
    try:     intentos + 1   on condition: pendiente, that account's, intentos < 5, not expired
    success: usada          on condition: pendiente, the same `solicitud`

A try is counted before the code is compared, by one conditional write. So no more than five codes are compared, however
many requests arrive at once. Rows expire by DynamoDB's time to live.
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
    """A request for a code. `codigo`: keyed digest of the code; `llave`: DER of the device's key; `solicitud`: random
    id of the request; `datos`: credential read, mail and provider, sealed with the process's secret.
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
        """Condition that this request was neither used nor replaced by another."""
        return (Activacion.estado == PENDIENTE) & (Activacion.solicitud == self.solicitud)


def replace_activation(activacion: Activacion, ahora: datetime) -> None:
    """Store a request, valid for 24 hours, in place of any earlier one of its account."""
    activacion.vence = iso(ahora + VIGENCIA)
    activacion.caduca = int((ahora + VIGENCIA + CONSERVA).timestamp())
    activacion.save()


def take_activation_try(activacion: str, sujeto: str, ahora: datetime) -> Activacion | None:
    """Count a try and return its request; None when the account has no try left."""
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
    """Mark the code as used; False when it was used before or another request replaced it."""
    return write_unless_refused(
        lambda: activacion.update(actions=[Activacion.estado.set(USADA)], condition=activacion.pendiente)
    )


def spend_within(tx: TransactWrite, activacion: Activacion) -> None:
    """Mark the code as used within the transaction that activates, which fails if the code was used before."""
    tx.update(activacion, actions=[Activacion.estado.set(USADA)], condition=activacion.pendiente)


def is_pending(activacion: Activacion) -> bool:
    """Whether this request can still be used, as of now."""
    try:
        fila = Activacion.get(activacion.activacion, consistent_read=True)
    except Activacion.DoesNotExist:
        return False
    return fila.estado == PENDIENTE and fila.solicitud == activacion.solicitud
