"""Appending facts to a record, and judging its person's supports again: one transaction (Protocolo 7.12, 13.6).

    writer 1: read record v1, head v5 ───────────────► write (record = 1, head = 5): done, head 6
    writer 2: read record v4, head v5 ──────► write (record = 4, head = 5): refused ─► reads again

The transaction holds the record, and what `duplicados.plan_move` found: whatever begins or ceases to count changes in
it. It has at most 12 items besides those of `con`, however many supports the person has. A correction may show that a
record belongs to another person. Then both persons are judged in the same transaction, of at most 20 items.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.rules.apoyos.historia import Hecho
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyo, reception_order
from chalicelib.store.base.transacciones import INTENTOS, Escritura, transaction, until_unraced
from chalicelib.store.procesos.periodos import get_periodo
from chalicelib.workflows.apoyos.duplicados import (
    add_fact,
    carry_judgement,
    place_among_supports,
    plan_move,
    save_apoyo,
    sweep_at_once,
)
from chalicelib.workflows.apoyos.sellos import require_as_written


class ApoyoDesconocido(LookupError):
    """There is no record with that folio."""


@dataclass(frozen=True)
class Cambio:
    """What happens to a record: facts, and what comes with them.

    `persona`: the key of the person whose support it is from now on; `datos`: what is sealed in the record;
    `recibido`: when it was received (9.16). None: as before.
    """

    hechos: Sequence[Hecho]
    persona: str | None = None
    datos: bytes | None = None
    recibido: datetime | None = None


Autor = Callable[[Apoyo], Cambio | None]


def append_facts(
    folio: str, make: Autor, ahora: datetime, *, con: Escritura | None = None, intentos: int = INTENTOS
) -> Apoyo:
    """Append what `make` says of the record as it is now (None: nothing to do) and re-judge its person.

    `con`: further conditional writes that stand or fall with it. Raises `ApoyoDesconocido`, `Contienda`,
    `HistoriaAlterada` for a record that is not as it was written, or PynamoDB's error when the store fails.
    """

    def attempt() -> tuple[Apoyo, list[tuple[str, str]]]:
        apoyo = get_apoyo(folio)
        if apoyo is None:
            raise ApoyoDesconocido(folio)
        require_as_written(apoyo)
        cambio = make(apoyo)
        if cambio is None:  # a run that died may have left its sweep
            return apoyo, [(apoyo.persona, apoyo.contienda)] if apoyo.persona else []
        return apoyo, _write(apoyo, cambio, ahora, con)

    apoyo, giran = until_unraced(attempt, intentos)
    for persona, contienda in giran:
        sweep_at_once(persona, contienda, ahora)
    return apoyo


def append_fact(
    folio: str, make: Callable[[Apoyo], Hecho | None], ahora: datetime, *, con: Escritura | None = None
) -> Apoyo:
    """As `append_facts`, for one fact that changes nothing else."""

    def one(apoyo: Apoyo) -> Cambio | None:
        hecho = make(apoyo)
        return Cambio((hecho,)) if hecho else None

    return append_facts(folio, one, ahora, con=con)


def _write(apoyo: Apoyo, cambio: Cambio, ahora: datetime, con: Escritura | None) -> list[tuple[str, str]]:
    """Write one transaction; return person and office of the heads whose other supports are to be swept."""
    previo = place_among_supports(apoyo)
    for hecho in cambio.hechos:
        add_fact(apoyo, hecho)
    if cambio.datos is not None:
        apoyo.datos = cambio.datos
    if cambio.recibido is not None:
        apoyo.orden = reception_order(apoyo.folio, cambio.recibido)
    apoyo.persona = cambio.persona or apoyo.persona
    entre_aspirantes = get_periodo(apoyo.proceso, apoyo.periodo).entre_aspirantes
    movimiento = plan_move(previo, place_among_supports(apoyo), entre_aspirantes=entre_aspirantes)
    with transaction() as tx:
        if movimiento:
            carry_judgement(apoyo, movimiento.juicio, ahora)
            movimiento.put(tx, ahora)
        save_apoyo(tx, apoyo)
        if con is not None:
            con(tx)
    return movimiento.giran if movimiento else []
