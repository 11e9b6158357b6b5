"""The records. Base table keyed by folio: writes spread by themselves; its stream drives all that follows.

Invariants and their conditions:
- one record once: the first write asks that the folio does not exist (`NUEVO`);
- no lost update: every later write asks for the version it read and adds one (`apoyo_unchanged`).

The owner of a record is read from its folio and the time of reception from `orden`. Neither is stored twice: an item
under 1 KB costs half as much to write. The index `por_aspirante` lists the records of one aspirante by reception; it
is spread over `PARTES`, so that all of a process sent for one aspirante does not meet on one partition
(`store/reportes/lectura.py` reads it).
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from zlib import crc32

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    ListAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.expressions.condition import Condition
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection

from chalicelib.rules.apoyos.folio import Folio
from chalicelib.rules.apoyos.historia import Hecho, from_dict, to_short
from chalicelib.rules.base.centro import dia_centro
from chalicelib.store.base.sellos import seal_chain
from chalicelib.store.base.tabla import Tabla, instante, iso, meta

PARTES = 8


class ApoyosPorAspirante(GlobalSecondaryIndex["Apoyo"]):
    """One of the parts of an aspirante's records, oldest first."""

    class Meta:
        index_name = "por_aspirante"
        projection = IncludeProjection(["clase", "revisado", "modo", "celda"])

    lista = UnicodeAttribute(hash_key=True)
    orden = UnicodeAttribute(range_key=True)


class Apoyo(Tabla):
    """A support received.

    `lista`: aspirante and part; `orden`: time of reception and folio; `celda`: stands for the place and hour of the
    capture (`rules/reportes/senales.py`), so that it can be compared and not read;
    `datos`: what was read from the credential, sealed with the process's secret (CIC, clave, … never in clear);
    `contienda`: the office within its geography; `persona`: the person's key in `personas`, once the
    registry has found them; `historia`: facts as JSON; `sello`: the seal of all of it (`workflows/apoyos/sellos.py`).
    """

    Meta = meta("apoyos")
    folio = UnicodeAttribute(hash_key=True)
    proceso = UnicodeAttribute()
    periodo = UnicodeAttribute()
    contienda = UnicodeAttribute()
    lista = UnicodeAttribute()
    orden = UnicodeAttribute()
    modo = UnicodeAttribute()
    modelo = UnicodeAttribute()
    capturado_en = UnicodeAttribute()
    celda = UnicodeAttribute(null=True)
    bytes = NumberAttribute()
    integridad = BinaryAttribute(legacy_encoding=False)
    sellado = BinaryAttribute(legacy_encoding=False)
    datos = BinaryAttribute(legacy_encoding=False)
    historia: ListAttribute[str] = ListAttribute(of=UnicodeAttribute)  # type: ignore[arg-type]
    clase = UnicodeAttribute()
    revisado = BooleanAttribute(default=False)
    persona = UnicodeAttribute(null=True)
    version = NumberAttribute(default=1)
    sello = BinaryAttribute(legacy_encoding=False, null=True)
    por_aspirante = ApoyosPorAspirante()

    @property
    def aspirante(self) -> str:
        return Folio.parse(self.folio).aspirante

    @property
    def auxiliar(self) -> str:
        """Id Auxiliar, the Id de ciudadano, or `PAPEL`."""
        return Folio.parse(self.folio).auxiliar

    @property
    def dispositivo(self) -> str:
        return Folio.parse(self.folio).dispositivo

    @property
    def registro(self) -> str:
        return Folio.parse(self.folio).registro

    @property
    def recibido_en(self) -> str:
        return received_at(self.orden)

    @property
    def dia(self) -> str:
        """Day of the centre on which it was received."""
        return dia_centro(instante(self.recibido_en))

    @property
    def hechos(self) -> list[Hecho]:
        return [from_dict(json.loads(h)) for h in self.historia]


_SELLADOS = (
    *("version", "clase", "revisado", "persona", "proceso", "periodo", "contienda", "lista", "orden", "modo"),
    *("modelo", "capturado_en", "celda", "bytes", "integridad", "sellado", "datos"),
)
"""Attributes that the seal covers besides folio and history; a test compares them with the model's."""


def record_seal(apoyo: Apoyo, llave: bytes) -> bytes:
    """The MAC that `sello` must equal, over the facts in their order and every other attribute of the record."""
    return seal_chain(llave, apoyo.folio, apoyo.historia, [getattr(apoyo, c) for c in _SELLADOS])


NUEVO: Condition = Apoyo.folio.does_not_exist()


def list_key(folio: str) -> str:
    """`lista` of a record: the part of its aspirante's list in which it is."""
    return list_part_key(Folio.parse(folio).aspirante, crc32(folio.encode()) % PARTES)


def reception_order(folio: str, recibido: datetime) -> str:
    """`orden` of a record received at that instant (aware)."""
    return f"{iso(recibido)}#{folio}"


def list_part_key(aspirante: str, parte: int) -> str:
    """Key of one of the parts of an aspirante's list."""
    return f"{aspirante}#{parte}"


def received_at(orden: str) -> str:
    """When the record with that `orden` was received (RFC 3339 UTC)."""
    return orden.partition("#")[0]


def apoyo_unchanged(apoyo: Apoyo) -> Condition:
    """Condition that nobody wrote the record since it was read."""
    return Apoyo.version == apoyo.version


def encode_hecho(hecho: Hecho) -> str:
    """A fact as stored in `historia`."""
    return json.dumps(to_short(hecho), ensure_ascii=False, separators=(",", ":"))


def get_apoyo(folio: str) -> Apoyo | None:
    """The record as of now (consistent read), or None."""
    try:
        return Apoyo.get(folio, consistent_read=True)
    except Apoyo.DoesNotExist:
        return None


def get_apoyos(folios: Iterable[str]) -> dict[str, Apoyo]:
    """The records among `folios` that exist, by folio (consistent reads, in batches of 100)."""
    lista: Sequence[str] = list(dict.fromkeys(folios))
    return {a.folio: a for a in Apoyo.batch_get(lista, consistent_read=True)} if lista else {}


def lists_of(folios: Sequence[str]) -> dict[str, str]:
    """Folio -> `lista`, of the records among 100 `folios` at most that exist (consistent reads)."""
    hallados = Apoyo.batch_get(folios, consistent_read=True, attributes_to_get=["folio", "lista"])
    return {str(a.folio): str(a.lista) for a in hallados}
