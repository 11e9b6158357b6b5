"""Acknowledgements of privacy notices by person (Protocolo 7.11, 18.4). Written once and never changed.

aceptaciones        sujeto (hash)    aviso (range)      when the person acknowledged that version
"""

from datetime import datetime

from pynamodb.attributes import UnicodeAttribute

from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, iso, meta
from chalicelib.store.privacidad.avisos import Aviso


class Aceptacion(Tabla):
    """A person's acknowledgement of a version."""

    Meta = meta("aceptaciones")
    sujeto = UnicodeAttribute(hash_key=True)
    aviso = UnicodeAttribute(range_key=True)
    cuenta = UnicodeAttribute()
    rol = UnicodeAttribute()
    huella = UnicodeAttribute()
    momento = UnicodeAttribute()


def record_acceptance(aviso: Aviso, sujeto: str, cuenta: str, rol: str, ahora: datetime) -> str:
    """Record an acknowledgement; return the instant of the first one, however often it is repeated."""
    item = Aceptacion(
        sujeto=sujeto, aviso=aviso.aviso, cuenta=cuenta, rol=rol, huella=aviso.huella, momento=iso(ahora)
    )
    if write_unless_refused(lambda: item.save(condition=Aceptacion.sujeto.does_not_exist())):
        return item.momento
    return accepted_notices(sujeto, [aviso.aviso])[aviso.aviso]


def accepted_notices(sujeto: str, avisos: list[str]) -> dict[str, str]:
    """Instants at which the person acknowledged the notices, by notice; those not acknowledged are missing."""
    llaves = [(sujeto, a) for a in avisos]
    return {a.aviso: a.momento for a in Aceptacion.batch_get(llaves, consistent_read=True)} if llaves else {}
