"""Who an OPL named to be in touch with the DERFE about the Mesa de Control (Protocolo 13.2)."""

from pynamodb.attributes import BinaryAttribute, UnicodeAttribute

from chalicelib.store.base.tabla import Tabla, meta


class Enlace(Tabla):
    """An enlace of a process. `datos`: name, post, mail and phone, sealed with the process's secret.

    Removal is a date: who it was stays known. That an address is named once is kept by `unicos`.
    """

    Meta = meta("enlaces")
    proceso = UnicodeAttribute(hash_key=True)
    enlace = UnicodeAttribute(range_key=True)
    datos = BinaryAttribute(legacy_encoding=False)
    correo_ciego = UnicodeAttribute()
    nombrado_en = UnicodeAttribute()
    baja = UnicodeAttribute(null=True)

    @property
    def identidad(self) -> str:
        """Encryption context to which `datos` is bound."""
        return f"enlace {self.enlace}"


def enlaces_of(proceso: str) -> list[Enlace]:
    """The enlaces in force of a process: a handful."""
    return [e for e in Enlace.query(proceso, consistent_read=True) if e.baja is None]


def find_enlace(proceso: str, enlace: str) -> Enlace | None:
    """An enlace, also one that was removed."""
    try:
        return Enlace.get(proceso, enlace, consistent_read=True)
    except Enlace.DoesNotExist:
        return None
