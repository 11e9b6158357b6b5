"""Turns of the Mesa de Control: a record in a stage, and the queue in which it waits.

A record passes each stage once. Its turn in a stage is a single item, so that it cannot be handed out twice.

    folio (hash)   etapa (range)      cola
    F1             "mesa"             P#OPER1          <- waits for OPER1's verdict
    F2             "mesa"             P#sin-asignar    <- unassigned: no operator has room for it yet
    F3             "mesa"             (none)           <- reviewed
    F3             "calidad"          P#OPER2          <- blind second review (`P#segundas`: not handed out yet)
    F4             "calidad"          P#desacuerdos    <- the two verdicts differ
    F5             "mesa"             P#escalados      <- waits for the OPL's authority (13.8)

A write that moves a turn requires the `cola` that was read, and changes the operator's `carga` in one transaction.
"""

from collections.abc import Iterator
from datetime import datetime
from heapq import merge
from itertools import groupby
from zlib import crc32

from pynamodb.attributes import (
    BinaryAttribute,
    JSONAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
)
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.transactions import TransactWrite

from chalicelib.store.base.tabla import Tabla, iso, meta

SIN_ASIGNAR = "sin-asignar"
SEGUNDAS = "segundas"
DESACUERDOS = "desacuerdos"
ESCALADOS = "escalados"
MESA = "mesa"
CALIDAD = "calidad"
PARTES = 8


class PorCola(GlobalSecondaryIndex["Turno"]):
    """Sparse index by `cola`, which only records that wait for a verdict have."""

    class Meta:
        index_name = "por_cola"
        projection = KeysOnlyProjection()

    cola = UnicodeAttribute(hash_key=True)
    orden = UnicodeAttribute(range_key=True)


class PorPlazo(GlobalSecondaryIndex["Turno"]):
    """Sparse index: records of a process without a verdict of the Mesa, by arrival, in `PARTES` parts (13.9)."""

    class Meta:
        index_name = "por_plazo"
        projection = KeysOnlyProjection()

    pendiente = UnicodeAttribute(hash_key=True)
    llegada = UnicodeAttribute(range_key=True)


class PorRevisor(GlobalSecondaryIndex["Turno"]):
    """Sparse index: verdicts of an operator that were not withdrawn, by instant."""

    class Meta:
        index_name = "por_revisor"
        projection = KeysOnlyProjection()

    revisor = UnicodeAttribute(hash_key=True)
    revisado = UnicodeAttribute(range_key=True)


class Turno(Tabla):
    """A record in one stage of the Mesa.

    `cola`: `<proceso>#<operador>` while it waits (or `<proceso>#sin-asignar`), absent once judged; `orden`: reception
    time and folio, oldest first; `llegada`: when it reached the Mesa; `reclamado`: when the operator began it;
    `empezaron`: all operators who ever began it; `revisado`: when the verdict was given; `revisor`: process and
    operator who gave it; `firme`: when a later stage began, after which the verdict cannot be withdrawn; `notas`:
    sealed notes of the escalation and the authority's answer (13.8).

    `vieron`: accounts that opened the sheet to decide over a verdict (13.6, 13.8).

    Of a second review: `primero`, `segundo`: each operator's verdict; `resuelto`: the supervisor's decision.
    """

    Meta = meta("mesa")
    folio = UnicodeAttribute(hash_key=True)
    etapa = UnicodeAttribute(range_key=True, default=MESA)
    proceso = UnicodeAttribute()
    operador = UnicodeAttribute(null=True)
    cola = UnicodeAttribute(null=True)
    orden = UnicodeAttribute()
    llegada = UnicodeAttribute()
    pendiente = UnicodeAttribute(null=True)
    reclamado = UnicodeAttribute(null=True)
    empezaron: UnicodeSetAttribute = UnicodeSetAttribute(null=True)
    vieron: UnicodeSetAttribute = UnicodeSetAttribute(null=True)
    revisado = UnicodeAttribute(null=True)
    firme = UnicodeAttribute(null=True)
    primero = JSONAttribute(null=True)
    segundo = JSONAttribute(null=True)
    resuelto = JSONAttribute(null=True)
    notas = BinaryAttribute(legacy_encoding=False, null=True)
    por_cola = PorCola()
    por_plazo = PorPlazo()
    revisor = UnicodeAttribute(null=True)
    por_revisor = PorRevisor()

    def held_by(self, operador: str) -> bool:
        """Whether the record waits for that operator's verdict."""
        return self.operador == operador and self.cola is not None and self.revisado is None

    @property
    def escalado(self) -> bool:
        """Whether the record waits for the OPL's authority."""
        return bool(self.cola == desk_queue(self.proceso, ESCALADOS))


def place_turn(tx: TransactWrite, turno: Turno, operador: str | None) -> None:
    """Move an open record to an operator (None: unassigned), if nobody moved, began or judged it meanwhile.

    `turno`: the turn as it was read.
    """
    sigue = Turno.cola == turno.cola
    claimed = (
        Turno.reclamado.does_not_exist() if turno.reclamado is None else Turno.reclamado == turno.reclamado
    )
    quien = Turno.operador.set(operador) if operador else Turno.operador.remove()
    tx.update(
        Turno(turno.folio, turno.etapa),
        actions=[
            quien,
            Turno.cola.set(desk_queue(turno.proceso, operador or SIN_ASIGNAR)),
            Turno.reclamado.remove(),
        ],
        condition=sigue & claimed,
    )


def queued_folios(proceso: str, operador: str, cuantos: int, *, ultimos: bool = False) -> list[str]:
    """Folios of the oldest (or latest) records in an operator's queue for a first review; may lag behind.

    Reads `cuantos` rows and leaves out those of other stages, so it may return fewer.
    """
    hallados = Turno.por_cola.query(
        desk_queue(proceso, operador), limit=cuantos, page_size=cuantos, scan_index_forward=not ultimos
    )
    return [t.folio for t in hallados if t.etapa == MESA]


def without_verdict(proceso: str, desde: str, hasta: str, cuantos: int) -> Iterator[tuple[str, str]]:
    """(arrival, folio) of the records without a verdict of the Mesa, by arrival and folio, from `desde` until before
    `hasta` (RFC 3339 UTC both); may lag behind a verdict. Each part is read `cuantos` at a time."""
    partes = (
        Turno.por_plazo.query(f"{proceso}#{parte}", Turno.llegada.between(desde, hasta), page_size=cuantos)
        for parte in range(PARTES)
    )
    return merge(*(_in_order((t.llegada, t.folio) for t in parte if t.llegada < hasta) for parte in partes))


def _in_order(llaves: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Sort by arrival, then folio: the index does not order records of the same instant."""
    for _, juntos in groupby(llaves, key=lambda par: par[0]):
        yield from sorted(juntos)


def new_turn(proceso: str, folio: str, recibido_en: str, ahora: datetime) -> Turno:
    """A new turn for a record's first review, not handed out yet."""
    return Turno(
        folio,
        MESA,
        proceso=proceso,
        orden=f"{recibido_en}#{folio}",
        llegada=iso(ahora),
        pendiente=pending_part(proceso, folio),
    )


def pending_part(proceso: str, folio: str) -> str:
    """Key of the part of the index `PorPlazo` that holds the record."""
    return f"{proceso}#{crc32(folio.encode()) % PARTES}"


def desk_queue(proceso: str, operador: str) -> str:
    """Value of `cola` of the records that wait for an operator."""
    return f"{proceso}#{operador}"


def judged_since(proceso: str, operador: str, desde: str, cuantos: int) -> list[tuple[str, str]]:
    """Keys of the turns that an operator judged since an instant (RFC 3339 UTC), latest first; may lag behind."""
    hallados = Turno.por_revisor.query(
        desk_queue(proceso, operador), Turno.revisado >= desde, scan_index_forward=False, limit=cuantos
    )
    return [(t.folio, t.etapa) for t in hallados]


def get_turn(folio: str, etapa: str = MESA) -> Turno | None:
    """The turn as of now, or None."""
    try:
        return Turno.get(folio, etapa, consistent_read=True)
    except Turno.DoesNotExist:
        return None


def turns_of(folio: str) -> list[Turno]:
    """The record's turns in all its stages, as of now."""
    return list(Turno.query(folio, consistent_read=True))


def make_final(tx: TransactWrite, folio: str, ahora: datetime) -> None:
    """Make the Mesa's verdict final, so that it cannot be withdrawn, in the transaction that begins a later stage."""
    tx.update(Turno(folio, MESA), actions=[Turno.firme.set(iso(ahora))], condition=Turno.revisado.exists())


def get_turns(folios: list[str], etapa: str = MESA) -> list[Turno]:
    """The existing turns of these records in one stage, as of now."""
    return read_turns([(f, etapa) for f in folios])


def read_turns(llaves: list[tuple[str, str]]) -> list[Turno]:
    """The existing turns with those keys (folio, etapa), as of now."""
    return list(Turno.batch_get(llaves, consistent_read=True)) if llaves else []
