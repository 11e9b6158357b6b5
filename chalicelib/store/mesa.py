"""The Mesa de Control: which operator has which record, and the operators' open loads."""

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from chalicelib.store.base import Tabla, meta

SIN_ASIGNAR = "sin-asignar"


class PorCola(GlobalSecondaryIndex["Turno"]):
    """Sparse: only records that wait for a verdict have a `cola`."""

    class Meta:
        index_name = "por_cola"
        projection = KeysOnlyProjection()

    cola = UnicodeAttribute(hash_key=True)
    orden = UnicodeAttribute(range_key=True)


class Turno(Tabla):
    """A record at the Mesa. The folio as key makes a second assignment of the same record impossible.

    `cola`: `<proceso>#<operador>` while it waits (or `<proceso>#sin-asignar`), absent once judged;
    `orden`: reception time and folio, oldest first.
    """

    Meta = meta("mesa")
    folio = UnicodeAttribute(hash_key=True)
    proceso = UnicodeAttribute()
    operador = UnicodeAttribute(null=True)
    cola = UnicodeAttribute(null=True)
    orden = UnicodeAttribute()
    llegada = UnicodeAttribute()
    revisado = UnicodeAttribute(null=True)
    por_cola = PorCola()


class Operador(Tabla):
    """An operator of a process; `carga` is the number of records open now."""

    Meta = meta("operadores")
    proceso = UnicodeAttribute(hash_key=True)
    operador = UnicodeAttribute(range_key=True)
    activo = BooleanAttribute(default=True)
    carga = NumberAttribute(default=0)


def cola(proceso: str, operador: str) -> str:
    """Key of an operator's waiting records in the sparse index."""
    return f"{proceso}#{operador}"


def open_loads(proceso: str) -> dict[str, int]:
    """Open load of each active operator, as of now."""
    return {o.operador: int(o.carga) for o in Operador.query(proceso, consistent_read=True) if o.activo}
