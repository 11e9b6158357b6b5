"""Privacy notices (Protocolo 7.11, 18.1-18.4): versions of each text, written once and never changed.

    avisos-privacidad   serie (hash)     version (range)    the text, and from when it holds

Two publications at the same time compete for one version number: the conditional write admits one of them.
"""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, instante, meta


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
        """SHA-256 of the text, to which an acknowledgement refers."""
        return sha256(self.texto.encode()).hexdigest()

    @property
    def vigente(self) -> datetime:
        """The instant from which the version is in force."""
        return instante(self.vigente_desde)


def notices_newest_first(serie: str) -> Iterator[Aviso]:
    """Versions of a series, newest first, read lazily: texts are long and callers mostly need the first."""
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
    return write_unless_refused(lambda: aviso.save(condition=Aviso.serie.does_not_exist()))
