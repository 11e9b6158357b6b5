"""Auxiliares and their devices. A removal is a date, never a deletion: what was sent before stays judged by it."""

from pynamodb.attributes import BinaryAttribute, UnicodeAttribute

from chalicelib.store.base import Tabla, meta


class Auxiliar(Tabla):
    """An auxiliar of one aspirante (7.3). `baja` is set once (7.7)."""

    Meta = meta("auxiliares")
    auxiliar = UnicodeAttribute(hash_key=True)
    proceso = UnicodeAttribute()
    aspirante = UnicodeAttribute()
    correo = UnicodeAttribute()
    baja = UnicodeAttribute(null=True)


class Dispositivo(Tabla):
    """A device of an auxiliar (8.11). `llave`: DER SubjectPublicKeyInfo of its ECDSA P-256 key."""

    Meta = meta("dispositivos")
    dispositivo = UnicodeAttribute(hash_key=True)
    auxiliar = UnicodeAttribute()
    llave = BinaryAttribute(legacy_encoding=False)
    alta = UnicodeAttribute()
    baja = UnicodeAttribute(null=True)


def find_dispositivo(dispositivo: str, auxiliar: str) -> Dispositivo | None:
    """The device if it is registered to that auxiliar."""
    try:
        hallado = Dispositivo.get(dispositivo, consistent_read=True)
    except Dispositivo.DoesNotExist:
        return None
    return hallado if hallado.auxiliar == auxiliar else None
