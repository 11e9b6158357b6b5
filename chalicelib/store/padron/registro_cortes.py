"""Register of the padrón's cuts: their rows, the cut in force, and the secret of the blind indexes.

The items of persons are in the table of each cut (`store/padron/cortes.py`). This table holds

- one item with the index's wrapped secret and the cut in force (`vigente`): putting another in force is one write;
- one for each cut, kept after its table is deleted, because records name the cut that answered;
- one for each cut and entidad with its figures (LGIPE 371): places as JSON, compressed, for it may be 200 KB.
"""

import json
import zlib
from collections.abc import Mapping

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    ListAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from chalicelib.rules.padron.archivo import Lugares
from chalicelib.store.base.tabla import Tabla, meta

LLAVE_SECRETO = "secreto"
_CORTE, _CIFRAS = "corte#", "cifras#"
CARGANDO, LISTO, RETIRADO = "cargando", "listo", "retirado"


class Indice(Tabla):
    """The single item with the secret and the cut in force. Without a `vigente` nobody is looked up
    (docs/decisions/0098)."""

    Meta = meta("padron")
    llave = UnicodeAttribute(hash_key=True, default=LLAVE_SECRETO)
    secreto = BinaryAttribute(legacy_encoding=False, null=True)
    vigente = UnicodeAttribute(null=True)


class Corte(Tabla):
    """A cut. `fecha`, `lista`: days (YYYY-MM-DD) of the padrón and its Lista Nominal; `digesto`: SHA-256 of its file.

    `personas`, `en_lista`, `credenciales`, `registros`: people, those of them on the list, credentials with CIC, and
    items of its table; `sucia`: whether its table may hold items of another file; `importacion`: ARN of the import
    under way, or who is starting one; `historia`: acts on the cut and their authors, as JSON.
    """

    Meta = meta("padron")
    llave = UnicodeAttribute(hash_key=True)
    estado = UnicodeAttribute(default=CARGANDO)
    fecha = UnicodeAttribute()
    lista = UnicodeAttribute()
    digesto = UnicodeAttribute()
    personas = NumberAttribute(default=0)
    en_lista = NumberAttribute(default=0)
    credenciales = NumberAttribute(default=0)
    registros = NumberAttribute(default=0)
    sucia = BooleanAttribute(default=False)
    importacion = UnicodeAttribute(null=True)
    historia: ListAttribute[str] = ListAttribute(of=UnicodeAttribute, default=list)  # type: ignore[arg-type]

    @property
    def corte(self) -> str:
        """Id of the cut."""
        return str(self.llave).removeprefix(_CORTE)


class CifrasEntidad(Tabla):
    """Figures of an entidad in a cut."""

    Meta = meta("padron")
    llave = UnicodeAttribute(hash_key=True)
    lugares = BinaryAttribute(legacy_encoding=False)


def cut_key(corte: str) -> str:
    """Key of a cut's item."""
    return _CORTE + corte


def cut_in_force() -> str:
    """Id of the cut in force by a consistent read; empty without one."""
    try:
        return Indice.get(LLAVE_SECRETO, consistent_read=True).vigente or ""
    except DoesNotExist:
        return ""


def get_corte(corte: str) -> Corte | None:
    """A cut by a consistent read, or None."""
    try:
        return Corte.get(cut_key(corte), consistent_read=True)
    except DoesNotExist:
        return None


def all_cuts() -> list[Corte]:
    """All cuts, in order of their ids. It scans the whole register."""
    hay = Corte.scan(Corte.llave.startswith(_CORTE), consistent_read=True)
    return sorted(hay, key=lambda c: c.llave)


def keep_figures(corte: str, entidad: str, lugares: Lugares) -> None:
    """Store the figures of an entidad. They replace earlier ones."""
    texto = json.dumps(lugares, separators=(",", ":"))
    CifrasEntidad(llave=_figures_key(corte, entidad), lugares=zlib.compress(texto.encode())).save()


def figures_in(corte: str, entidad: str) -> Lugares:
    """The figures of an entidad; empty when nobody of it is in the cut."""
    try:
        fila = CifrasEntidad.get(_figures_key(corte, entidad), consistent_read=True)
    except DoesNotExist:
        return {}
    datos: Mapping[str, list[int]] = json.loads(zlib.decompress(fila.lugares))
    return {lugar: (padron, lista) for lugar, (padron, lista) in datos.items()}


def _figures_key(corte: str, entidad: str) -> str:
    return f"{_CIFRAS}{corte}#{entidad}"


def wrapped_secret() -> bytes:
    """The wrapped secret of the padrón's index. Raises `Indice.DoesNotExist` before there is one."""
    secreto: bytes = Indice.get(LLAVE_SECRETO).secreto
    return secreto


def cut_still_loading(corte: Corte) -> Condition:
    """Condition that the load of the cut has neither ended nor been taken over since the row was read."""
    importacion = Corte.importacion
    igual = importacion == corte.importacion if corte.importacion else importacion.does_not_exist()
    mismo: Condition = (Corte.estado == CARGANDO) & (Corte.digesto == corte.digesto) & igual
    return mismo
