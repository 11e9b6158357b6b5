"""Privacy notices and who acknowledged which (Protocolo 7.11, 18.1-18.4). Both are written once and never changed.

    avisos-privacidad   serie (hash)     version (range)    the text, and from when it holds
    aceptaciones        sujeto (hash)    aviso (range)      when the person acknowledged that version

Two who publish at once compete for the same version number; the put asks that it be free.
"""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, instante, iso, meta


class Aviso(Tabla):
    """A version of a text; `serie` is `<tipo>-<rol>` and its id `<serie>-<version>`."""

    Meta = meta("avisos-privacidad")
    serie = UnicodeAttribute(hash_key=True)
    version = NumberAttribute(range_key=True)
    tipo = UnicodeAttribute()
    rol = UnicodeAttribute()
    titulo = UnicodeAttribute()
    texto = UnicodeAttribute()
    vigente_desde = UnicodeAttribute()
    publicado_en = UnicodeAttribute()
    publicado_por = UnicodeAttribute()

    @property
    def aviso(self) -> str:
        """Its id."""
        return f"{self.serie}-{int(self.version)}"

    @property
    def huella(self) -> str:
        """SHA-256 of the text: what an acknowledgement was given to."""
        return sha256(self.texto.encode()).hexdigest()

    @property
    def vigente(self) -> datetime:
        """The instant from which the version is in force."""
        return instante(self.vigente_desde)


class Aceptacion(Tabla):
    """A person's acknowledgement of a version."""

    Meta = meta("aceptaciones")
    sujeto = UnicodeAttribute(hash_key=True)
    aviso = UnicodeAttribute(range_key=True)
    cuenta = UnicodeAttribute()
    rol = UnicodeAttribute()
    huella = UnicodeAttribute()
    momento = UnicodeAttribute()


def notices_newest_first(serie: str) -> Iterator[Aviso]:
    """The versions of a series, read as they are asked for: texts are long, and the first one mostly will do."""
    return iter(Aviso.query(serie, consistent_read=True, scan_index_forward=False, page_size=2))


def find_aviso(aviso: str) -> Aviso | None:
    """The version with that id, or None."""
    serie, _, version = aviso.rpartition("-")
    if not serie or not version.isdecimal() or len(version) > 6:
        return None
    try:
        return Aviso.get(serie, int(version), consistent_read=True)
    except Aviso.DoesNotExist:
        return None


def put_notice(aviso: Aviso) -> bool:
    """Publish a version; False when its number was taken meanwhile."""
    return _put(aviso, Aviso.serie.does_not_exist())


def accept_notice(aviso: Aviso, sujeto: str, cuenta: str, rol: str, ahora: datetime) -> str:
    """Record an acknowledgement; the instant of it, which is that of the first one however often it is given."""
    item = Aceptacion(
        sujeto=sujeto, aviso=aviso.aviso, cuenta=cuenta, rol=rol, huella=aviso.huella, momento=iso(ahora)
    )
    if _put(item, Aceptacion.sujeto.does_not_exist()):
        return item.momento
    return accepted_notices(sujeto, [aviso.aviso])[aviso.aviso]


def accepted_notices(sujeto: str, avisos: list[str]) -> dict[str, str]:
    """When the person acknowledged each of them; those not acknowledged are missing."""
    llaves = [(sujeto, a) for a in avisos]
    return {a.aviso: a.momento for a in Aceptacion.batch_get(llaves, consistent_read=True)} if llaves else {}


def _put(item: Aviso | Aceptacion, condicion: Condition) -> bool:
    return write_unless_refused(lambda: item.save(condition=condicion))
