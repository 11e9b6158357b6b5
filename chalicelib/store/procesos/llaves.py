"""Public keys that an OPL handed over for a process (Protocolo 15.1): appended, so those replaced stay known."""

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute

from chalicelib.store.base.tabla import Tabla, meta


class LlaveOpl(Tabla):
    """The n-th key of a process.

    `der`: SubjectPublicKeyInfo; `huella`: its SHA-256; `exponente`: decimal digits as text, since a DynamoDB number
    keeps 38; `cuenta`: who handed it over.
    """

    Meta = meta("llaves")
    proceso = UnicodeAttribute(hash_key=True)
    n = NumberAttribute(range_key=True)
    der = BinaryAttribute(legacy_encoding=False)
    huella = UnicodeAttribute()
    bits = NumberAttribute()
    exponente = UnicodeAttribute()
    entregada_en = UnicodeAttribute()
    cuenta = UnicodeAttribute(default="")


def list_opl_keys(proceso: str) -> list[LlaveOpl]:
    """Every key of a process, the one in force first."""
    return list(LlaveOpl.query(proceso, consistent_read=True, scan_index_forward=False))
