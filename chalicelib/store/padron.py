"""The registry of citizens, found by blind index only: no datum of identity is a key or a value here.

Each person has two items, one under the index of the CIC and one under that of the clave de elector.
"""

from pynamodb.attributes import BinaryAttribute, MapAttribute, UnicodeAttribute

from chalicelib.rules.historia import Situacion
from chalicelib.rules.registral import Inscripcion
from chalicelib.store.base import Tabla, meta

# The wrapped secret of the index itself lives beside what it indexes; no index looks like this key.
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
    """The person under a blind index, or None."""
    try:
        return Registro.get(llave).inscripcion
    except Registro.DoesNotExist:
        return None


def wrapped_secret() -> bytes:
    """The wrapped secret of the padrón's index. Raises `Registro.DoesNotExist` before the first load."""
    secreto: bytes = Registro.get(LLAVE_SECRETO).secreto
    return secreto
