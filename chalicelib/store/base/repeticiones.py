"""Answers kept for requests that may be repeated (`Idempotency-Key`).

    (none) ─ begin ─► en curso until `hasta` ─ finish ─► `respuesta`, kept for a day
                          │ abandon, or `hasta` is past (the function died)
                          └► (none): the next repetition is attended

Only the attempt that holds the row finishes or abandons it.
"""

from datetime import datetime, timedelta

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute

from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, iso, meta

PLAZO = timedelta(seconds=60)
"""Time for which an attempt is believed to live, longer than the API's function may run."""
CONSERVA = timedelta(days=1)
MAXIMO = 350 * 1024
"""Most bytes of an answer that is kept, so that it fits into an item."""


class Repeticion(Tabla):
    """A request that may be repeated; `llave`: blind index of the person and the `Idempotency-Key`.

    `huella`: SHA-256 of the request; `intento`: the attempt that holds it until `hasta`; `respuesta`: sealed answer.
    """

    Meta = meta("repeticiones")
    llave = UnicodeAttribute(hash_key=True)
    huella = BinaryAttribute(legacy_encoding=False)
    intento = UnicodeAttribute()
    hasta = UnicodeAttribute()
    respuesta = BinaryAttribute(legacy_encoding=False, null=True)
    caduca = NumberAttribute()


def begin_request(llave: str, huella: bytes, intento: str, ahora: datetime) -> Repeticion | None:
    """Claim the request for this attempt; None on success, otherwise the row of the attempt that claimed it first."""
    fila = Repeticion(
        llave=llave,
        huella=huella,
        intento=intento,
        hasta=iso(ahora + PLAZO),
        caduca=int((ahora + CONSERVA).timestamp()),
    )
    murio = Repeticion.respuesta.does_not_exist() & (Repeticion.hasta < iso(ahora))
    vencio = Repeticion.caduca < int(ahora.timestamp())
    libre = Repeticion.llave.does_not_exist() | vencio | (murio & (Repeticion.huella == huella))
    if write_unless_refused(lambda: fila.save(condition=libre)):
        return None
    return Repeticion.get(llave, consistent_read=True)


def finish_request(llave: str, intento: str, respuesta: bytes) -> None:
    """Store the answer for repetitions of the request; does nothing when another attempt holds it."""
    write_unless_refused(
        lambda: Repeticion(llave).update(
            actions=[Repeticion.respuesta.set(respuesta)], condition=Repeticion.intento == intento
        )
    )


def abandon_request(llave: str, intento: str) -> None:
    """Release the claim, so that the next repetition is attended at once: this attempt changed nothing."""
    write_unless_refused(lambda: Repeticion(llave).delete(condition=Repeticion.intento == intento))
