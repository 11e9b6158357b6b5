"""The electoral authorities of the states, as the INE enters them."""

from pynamodb.attributes import UnicodeAttribute

from chalicelib.store.base.tabla import Tabla, meta


class Opl(Tabla):
    """An OPL: its short code, name and entidad (INE's code, two digits)."""

    Meta = meta("opls")
    opl = UnicodeAttribute(hash_key=True)
    nombre = UnicodeAttribute()
    entidad = UnicodeAttribute()


def find_opl(opl: str) -> Opl | None:
    """The OPL, or None."""
    try:
        return Opl.get(opl, consistent_read=True)
    except Opl.DoesNotExist:
        return None


def all_opls() -> list[Opl]:
    """All of them: at most as many as there are entidades."""
    return list(Opl.scan())
