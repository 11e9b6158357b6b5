"""Auxiliares and their devices. A removal is a date, never a deletion: what was sent before stays judged by it."""

import json
from datetime import datetime
from typing import Any
from zlib import crc32

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    ListAttribute,
    MapAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection

from chalicelib.rules.auxiliares import Suceso
from chalicelib.store.base import Tabla, iso, meta

LISTAS = 8
"""An aspirante's auxiliares are listed in so many parts: a bulk load of 58,483 must not meet on one."""


class PorLista(GlobalSecondaryIndex["Auxiliar"]):
    """Auxiliares of an aspirante, part by part."""

    class Meta:
        index_name = "por_lista"
        projection = AllProjection()

    lista = UnicodeAttribute(hash_key=True)
    auxiliar = UnicodeAttribute(range_key=True)


class PorRevisar(GlobalSecondaryIndex["Auxiliar"]):
    """Auxiliares of a process whose visual evidence waits for review, the longest waiting first; only those (7.7)."""

    class Meta:
        index_name = "por_revisar"
        projection = IncludeProjection(["aspirante", "cedula"])

    por_revisar_en = UnicodeAttribute(hash_key=True)
    cedula_en = UnicodeAttribute(range_key=True)


class Auxiliar(Tabla):
    """An auxiliar of one aspirante (7.3).

    `datos`: names, birth, clave de elector, mail …, sealed with the process's secret; `correo_ciego`, `clave_ciega`:
    blind indexes within the process; `sujeto`: who registered in the app (8.3); `baja` is set once (7.7), with its
    cause, and `detalle_baja`, sealed, in the words of whoever decided; `registral`: what the padrón said (7.6);
    `custodia`: documents in custody (7.9), each with when and by which account; `carga`: the bulk load it came in;
    `vuelta`: how many times this person was registered before; `confirmaciones`: confirmation mails asked for.

    `cedula`, `cedula_en`: registro id of the visual evidence (8.5) and when it came; `por_revisar_en`: the process,
    while it waits for review; `revision`: registro id of the evidence that the OPL found conforming (7.7): another
    `cedula` than that one waits. `historia`: what happened, as JSON texts, appended.
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
    por_lista = PorLista()
    por_revisar = PorRevisar()

    @property
    def identidad(self) -> str:
        """What `datos` is bound to."""
        return f"auxiliar {self.auxiliar}"


class PorAuxiliar(GlobalSecondaryIndex["Dispositivo"]):
    """Devices of an auxiliar or citizen."""

    class Meta:
        index_name = "por_auxiliar"
        projection = KeysOnlyProjection()

    auxiliar = UnicodeAttribute(hash_key=True)
    dispositivo = UnicodeAttribute(range_key=True)


class Dispositivo(Tabla):
    """A device of an auxiliar (8.11) or citizen (10.6). `llave`: DER SubjectPublicKeyInfo of its ECDSA P-256 key."""

    Meta = meta("dispositivos")
    dispositivo = UnicodeAttribute(hash_key=True)
    auxiliar = UnicodeAttribute()
    llave = BinaryAttribute(legacy_encoding=False)
    alta = UnicodeAttribute()
    baja = UnicodeAttribute(null=True)
    ciudadano = BooleanAttribute(default=False)
    por_auxiliar = PorAuxiliar()


def happening(que: Suceso, ahora: datetime, *, rol: str = "", cuenta: str = "", detalle: str = "") -> str:
    """An entry of `historia`; `rol` and `cuenta` are empty where the system itself acted."""
    return json.dumps({"en": iso(ahora), "que": que.value, "rol": rol, "cuenta": cuenta, "detalle": detalle})


def history(auxiliar: Auxiliar) -> list[dict[str, Any]]:
    """`historia`, oldest first."""
    return [json.loads(h) for h in auxiliar.historia or []]


def add_happening(auxiliar: Auxiliar, entrada: str) -> None:
    """Add an entry to the `historia` of a row not saved yet."""
    auxiliar.historia = [*auxiliar.historia, entrada]


def append_happening(entrada: str) -> Action:
    """Add an entry to `historia`, whatever others add at the same time."""
    return Auxiliar.historia.set((Auxiliar.historia | []).append([entrada]))


def evidence_arrived(proceso: str, cedula: str, ahora: datetime) -> list[Action]:
    """What the arrival of visual evidence changes (8.5): it waits for the OPL, in place of any earlier one (7.7)."""
    return [
        Auxiliar.cedula.set(cedula),
        Auxiliar.cedula_en.set(iso(ahora)),
        Auxiliar.por_revisar_en.set(proceso),
    ]


def in_force() -> Condition:
    """The auxiliar exists and was not removed; a removed one's evidence is not reviewed any more."""
    return Auxiliar.auxiliar.exists() & Auxiliar.baja.does_not_exist()


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


def find_dispositivo(dispositivo: str, auxiliar: str) -> Dispositivo | None:
    """The device if it is registered to that auxiliar."""
    try:
        hallado = Dispositivo.get(dispositivo, consistent_read=True)
    except Dispositivo.DoesNotExist:
        return None
    return hallado if hallado.auxiliar == auxiliar else None
