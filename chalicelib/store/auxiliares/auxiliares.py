"""Auxiliares. A removal is a date, never a deletion, because records are judged by it."""

import json
from datetime import datetime
from typing import Any
from zlib import crc32

from pynamodb.attributes import (
    BinaryAttribute,
    ListAttribute,
    MapAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, IncludeProjection

from chalicelib.rules.auxiliares.registro import Suceso
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import Tabla, iso, meta

LISTAS = 8
"""Parts of an aspirante's list of auxiliares, so that a bulk load of 58,483 does not write to a single partition."""


class AuxiliaresPorLista(GlobalSecondaryIndex["Auxiliar"]):
    """Auxiliares of an aspirante, part by part."""

    class Meta:
        index_name = "por_lista"
        projection = AllProjection()

    lista = UnicodeAttribute(hash_key=True)
    auxiliar = UnicodeAttribute(range_key=True)


class AuxiliaresPorRevisar(GlobalSecondaryIndex["Auxiliar"]):
    """Auxiliares of a process whose visual evidence waits for review, the longest waiting first; only those (7.7)."""

    class Meta:
        index_name = "por_revisar"
        projection = IncludeProjection(["aspirante", "cedula"])

    por_revisar_en = UnicodeAttribute(hash_key=True)
    cedula_en = UnicodeAttribute(range_key=True)


class Auxiliar(Tabla):
    """An auxiliar of one aspirante (7.3).

    `datos`: names, birth, clave de elector, mail …, sealed with the process's secret; `correo_ciego`, `clave_ciega`:
    blind indexes within the process; `sujeto`: who registered in the app (8.3), with which `aviso` (privacy notice,
    accepted at `aviso_en`); `dispositivos`: those registered now, two at most (8.11), added on condition that the set
    has room; `baja`: set once (7.7), with its cause; `detalle_baja`: its author's words, sealed; `registral`: the
    padrón's answer (7.6); `custodia`: documents in custody (7.9), each with when and by which account; `carga`: the
    bulk load that registered it; `vuelta`: how many times this person was registered before; `confirmaciones`:
    confirmation mails asked for.

    `cedula`: folio of the visual evidence in force (8.5), received at `cedula_en`; `por_revisar_en`: the process, while
    the evidence waits for review; `revision`: folio of the evidence that the OPL found conforming (7.7); a `cedula`
    other than that waits. `historia`: events as JSON texts, appended.
    """

    Meta = meta("auxiliares")
    auxiliar = UnicodeAttribute(hash_key=True)
    proceso = UnicodeAttribute()
    aspirante = UnicodeAttribute()
    lista = UnicodeAttribute()
    datos = BinaryAttribute(legacy_encoding=False)
    correo_ciego = UnicodeAttribute()
    clave_ciega = UnicodeAttribute()
    proveedor = UnicodeAttribute()
    alta = UnicodeAttribute()
    sujeto = UnicodeAttribute(null=True)
    registrado_en = UnicodeAttribute(null=True)
    aviso = UnicodeAttribute(null=True)
    aviso_en = UnicodeAttribute(null=True)
    dispositivos: UnicodeSetAttribute = UnicodeSetAttribute(null=True)
    registral = UnicodeAttribute(null=True)
    baja = UnicodeAttribute(null=True)
    causa_baja = UnicodeAttribute(null=True)
    custodia: MapAttribute[str, str] = MapAttribute(default=dict)
    carga = UnicodeAttribute(null=True)
    detalle_baja = BinaryAttribute(legacy_encoding=False, null=True)
    cedula = UnicodeAttribute(null=True)
    cedula_en = UnicodeAttribute(null=True)
    por_revisar_en = UnicodeAttribute(null=True)
    revision = UnicodeAttribute(null=True)
    vuelta = NumberAttribute(default=0)
    confirmaciones = NumberAttribute(default=1)
    historia: ListAttribute[str] = ListAttribute(of=UnicodeAttribute, default=list)  # type: ignore[arg-type]
    version = NumberAttribute(default=1)
    por_lista = AuxiliaresPorLista()
    por_revisar = AuxiliaresPorRevisar()

    @property
    def identidad(self) -> str:
        """Encryption context to which `datos` is bound."""
        return f"auxiliar {self.auxiliar}"


def auxiliar_event(
    que: Suceso, ahora: datetime, *, rol: str = "", cuenta: str = "", detalle: str = ""
) -> str:
    """An entry of `historia`; `rol` and `cuenta` are empty where the system itself acted."""
    return json.dumps({"en": iso(ahora), "que": que.value, "rol": rol, "cuenta": cuenta, "detalle": detalle})


def auxiliar_history(auxiliar: Auxiliar) -> list[dict[str, Any]]:
    """`historia`, oldest first."""
    return [json.loads(h) for h in auxiliar.historia or []]


def add_happening(auxiliar: Auxiliar, entrada: str) -> None:
    """Add an entry to the `historia` of a row not saved yet."""
    auxiliar.historia = [*auxiliar.historia, entrada]


def append_happening(entrada: str) -> Action:
    """Add an entry to `historia`, whatever others add at the same time."""
    return Auxiliar.historia.set((Auxiliar.historia | []).append([entrada]))


def auxiliar_in_force() -> Condition:
    """Condition that the auxiliar exists and was not removed."""
    return Auxiliar.auxiliar.exists() & Auxiliar.baja.does_not_exist()


def await_review(auxiliar: str, proceso: str, cedula: str) -> None:
    """Put the evidence under that folio in the OPL's list (7.7), if it is in force and not yet found conforming.

    Evidence of a removed auxiliar is not listed. Repeating it changes nothing.
    """
    write_unless_refused(
        lambda: Auxiliar(auxiliar).update(
            actions=[Auxiliar.por_revisar_en.set(proceso)],
            condition=auxiliar_in_force()
            & (Auxiliar.cedula == cedula)
            & (Auxiliar.revision.does_not_exist() | (Auxiliar.revision != cedula)),
        )
    )


def lista_de(aspirante: str, auxiliar: str) -> str:
    """The part of the aspirante's list that holds an auxiliar."""
    return f"{aspirante}#{crc32(auxiliar.encode()) % LISTAS}"


def listas_de(aspirante: str) -> list[str]:
    """All parts of an aspirante's list."""
    return [f"{aspirante}#{parte}" for parte in range(LISTAS)]


def find_auxiliar(auxiliar: str) -> Auxiliar | None:
    """The auxiliar as of now, or None."""
    try:
        return Auxiliar.get(auxiliar, consistent_read=True)
    except Auxiliar.DoesNotExist:
        return None
