"""The registry of citizens, found by blind index only: no datum of identity is a key or a value here.

Each person has two items, one under the index of the CIC and one under that of the clave de elector. One item more is
about the whole: the index's wrapped secret, and `completo`, whether everybody who should be in it is. That somebody is
not found says something of the person only in a complete padrón (docs/decisions/0030).
"""

from collections.abc import Iterable

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, MapAttribute, UnicodeAttribute

from chalicelib.rules.historia import Situacion
from chalicelib.rules.registral import Inscripcion
from chalicelib.store.base import Tabla, meta

# No index looks like this key.
LLAVE_SECRETO = "secreto"


class Registro(Tabla):
    """A person as one of its two keys finds it; `cotejos` maps datum name -> blind index."""

    Meta = meta("padron")
    llave = UnicodeAttribute(hash_key=True)
    persona = UnicodeAttribute(default="")
    situacion = UnicodeAttribute(default="")
    causa_baja = UnicodeAttribute(default="")
    entidad = UnicodeAttribute(default="")
    distrito_federal = UnicodeAttribute(default="")
    distrito_local = UnicodeAttribute(default="")
    municipio = UnicodeAttribute(default="")
    seccion = UnicodeAttribute(default="")
    cotejos: MapAttribute[str, str] = MapAttribute(default=dict)
    secreto = BinaryAttribute(legacy_encoding=False, null=True)
    completo = BooleanAttribute(null=True)

    @property
    def inscripcion(self) -> Inscripcion:
        return Inscripcion(
            persona=self.persona,
            situacion=Situacion(self.situacion),
            causa_baja=self.causa_baja,
            entidad=self.entidad,
            distrito_federal=self.distrito_federal,
            distrito_local=self.distrito_local,
            municipio=self.municipio,
            seccion=self.seccion,
            cotejos=self.cotejos.as_dict() if self.cotejos else {},
        )


def find_inscripcion(llave: str) -> Inscripcion | None:
    """The person under a blind index, or None. As of now: what is not found yet would never be looked up again."""
    try:
        return Registro.get(llave, consistent_read=True).inscripcion
    except Registro.DoesNotExist:
        return None


def find_inscripciones(llaves: Iterable[str]) -> dict[str, Inscripcion]:
    """The persons under those blind indexes, a hundred a request; who is not in it is not in the answer."""
    hallados = Registro.batch_get(list(dict.fromkeys(llaves)), consistent_read=True)
    return {r.llave: r.inscripcion for r in hallados}


def is_complete() -> bool:
    """Whether everybody is in. Ask before looking for anybody: a load may end in between."""
    try:
        return bool(Registro.get(LLAVE_SECRETO, consistent_read=True).completo)
    except Registro.DoesNotExist:
        return False


def set_complete(completo: bool) -> None:
    """Say that everybody is in, or that somebody may be missing. Raises `UpdateError` before there is a secret."""
    Registro(llave=LLAVE_SECRETO).update(
        actions=[Registro.completo.set(completo)], condition=Registro.secreto.exists()
    )


def wrapped_secret() -> bytes:
    """The wrapped secret of the padrón's index. Raises `Registro.DoesNotExist` before the first load."""
    secreto: bytes = Registro.get(LLAVE_SECRETO).secreto
    return secreto
