"""The records. Base table keyed by folio: writes spread by themselves; its stream drives all that follows.

Invariants and their conditions:
- one record once: the first write asks that the folio does not exist (`NUEVO`);
- no lost update: every later write asks for the version it read and adds one (`unchanged`).
"""

import json
from collections.abc import Iterable, Sequence

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    ListAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.expressions.condition import Condition

from chalicelib.rules.historia import Hecho, from_dict, to_short
from chalicelib.store.base import Tabla, meta


class Apoyo(Tabla):
    """A support received.

    `datos`: what was read from the credential, sealed with the process's secret (CIC, clave, … never in clear);
    `contienda`: the office within its geography; `persona`: the person's key in `personas`, once the
    registry has found them; `historia`: facts as JSON.
    """

    Meta = meta("apoyos")
    folio = UnicodeAttribute(hash_key=True)
    proceso = UnicodeAttribute()
    periodo = UnicodeAttribute()
    contienda = UnicodeAttribute()
    aspirante = UnicodeAttribute()
    auxiliar = UnicodeAttribute()
    dispositivo = UnicodeAttribute()
    registro = UnicodeAttribute()
    modo = UnicodeAttribute()
    modelo = UnicodeAttribute()
    capturado_en = UnicodeAttribute()
    recibido_en = UnicodeAttribute()
    dia = UnicodeAttribute()
    bytes = NumberAttribute()
    integridad = BinaryAttribute(legacy_encoding=False)
    sellado = BinaryAttribute(legacy_encoding=False)
    datos = BinaryAttribute(legacy_encoding=False)
    historia: ListAttribute[str] = ListAttribute(of=UnicodeAttribute)  # type: ignore[arg-type]
    clase = UnicodeAttribute()
    revisado = BooleanAttribute(default=False)
    persona = UnicodeAttribute(null=True)
    version = NumberAttribute(default=1)

    @property
    def hechos(self) -> list[Hecho]:
        return [from_dict(json.loads(h)) for h in self.historia]


NUEVO: Condition = Apoyo.folio.does_not_exist()


def unchanged(apoyo: Apoyo) -> Condition:
    """Nobody wrote the record since it was read."""
    return Apoyo.version == apoyo.version


def encode(hecho: Hecho) -> str:
    """A fact as stored in `historia`."""
    return json.dumps(to_short(hecho), ensure_ascii=False, separators=(",", ":"))


def get_apoyo(folio: str) -> Apoyo | None:
    """The record as of now (consistent read), or None."""
    try:
        return Apoyo.get(folio, consistent_read=True)
    except Apoyo.DoesNotExist:
        return None


def get_apoyos(folios: Iterable[str]) -> dict[str, Apoyo]:
    """Those of the records that exist, by folio (consistent reads, in batches of 100)."""
    lista: Sequence[str] = list(dict.fromkeys(folios))
    return {a.folio: a for a in Apoyo.batch_get(lista, consistent_read=True)} if lista else {}
