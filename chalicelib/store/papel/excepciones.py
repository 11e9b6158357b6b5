"""Municipios from which an aspirante's paper cédulas are admitted (Protocolo 11.2): a history, nothing overwritten.

    aspirante (hash)   otorgamiento (range)
    ASPA               020-0001              desde, oficio, retirado_en, retiro_oficio
    ASPA               020-0002              desde, oficio                             <- in force

The number counts the grants of that municipio. If two officials grant it at once, both write the same key, and only one
write succeeds.
"""

from pynamodb.attributes import UnicodeAttribute

from chalicelib.rules.papel.captura import Amparo
from chalicelib.store.base.tabla import Tabla, instante, meta


class Excepcion(Tabla):
    """A municipio granted to an aspirante. `desde` and `retirado_en` are instants; `oficio` names the OPL's document.

    `municipio` is the INE's code of three digits; `otorgada_en`, `otorgada_por`: when it was entered, by which account.
    """

    Meta = meta("excepciones")
    aspirante = UnicodeAttribute(hash_key=True)
    otorgamiento = UnicodeAttribute(range_key=True)
    municipio = UnicodeAttribute()
    oficio = UnicodeAttribute()
    desde = UnicodeAttribute()
    otorgada_en = UnicodeAttribute()
    otorgada_por = UnicodeAttribute()
    retirado_en = UnicodeAttribute(null=True)
    retiro_oficio = UnicodeAttribute(null=True)
    retirada_por = UnicodeAttribute(null=True)

    @property
    def amparo(self) -> Amparo:
        hasta = instante(self.retirado_en) if self.retirado_en else None
        return Amparo(self.municipio, instante(self.desde), hasta)


def grant_key(municipio: str, vez: int) -> str:
    """Range key of the grant number `vez` of a municipio."""
    return f"{municipio}-{vez:04d}"


def grants_of(aspirante: str, municipio: str = "") -> list[Excepcion]:
    """All grants of an aspirante, or of one municipio, oldest first, by a consistent read."""
    rango = Excepcion.otorgamiento.startswith(f"{municipio}-") if municipio else None
    return list(Excepcion.query(aspirante, rango, consistent_read=True))


def amparos_of(aspirante: str) -> list[Amparo]:
    """The grants in the form that `rules/papel/captura` reads: municipio, from, until."""
    return [e.amparo for e in grants_of(aspirante)]
