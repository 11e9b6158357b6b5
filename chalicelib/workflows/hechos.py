"""Appending a fact to a record, and judging its person's supports again: one transaction.

    writer 1: read record v1, collection v5 ───────────────► write (record = 1, head = 5): done, head 6
    writer 2: read record v4, collection v5 ──────► write (record = 4, head = 5): refused ─► reads again

Judging compares what each record carries with what the whole collection says now, so a run that stopped half-way
is completed by the next one, whoever starts it.
"""

from collections.abc import Callable
from datetime import datetime

from pynamodb.transactions import TransactWrite

from chalicelib.rules.clases import classify, is_reviewed, stands
from chalicelib.rules.duplicados import Juicio, judge
from chalicelib.rules.historia import Hecho, Juzgado
from chalicelib.store.apoyos import Apoyo, encode, get_apoyo, get_apoyos, unchanged
from chalicelib.store.base import iso
from chalicelib.store.personas import CABEZA, Coleccion, Persona, load_coleccion
from chalicelib.store.procesos import get_periodo
from chalicelib.store.transacciones import transaction, until_unraced

POR_TRANSACCION = 40  # judgements; each takes two of the hundred items a transaction admits

Escritura = Callable[[TransactWrite], None]


class ApoyoDesconocido(LookupError):
    """There is no record with that folio."""


def append_fact(
    folio: str,
    make: Callable[[Apoyo], Hecho | None],
    ahora: datetime,
    *,
    persona: str | None = None,
    con: Escritura | None = None,
) -> Apoyo:
    """Append what `make` says of the record as it is now (None: nothing to do) and re-judge its person.

    `persona`: the person's key, when this fact is what reveals it. `con`: further conditional writes that stand
    or fall with it. Raises `ApoyoDesconocido`, `Contienda`, or PynamoDB's error when the store fails.
    """

    def attempt() -> Apoyo:
        apoyo = get_apoyo(folio)
        if apoyo is None:
            raise ApoyoDesconocido(folio)
        hecho = make(apoyo)
        if hecho is not None:
            _write(apoyo, hecho, persona or apoyo.persona, ahora, con)
        return apoyo

    return until_unraced(attempt)


def _write(apoyo: Apoyo, hecho: Hecho, persona: str | None, ahora: datetime, con: Escritura | None) -> None:
    _add(apoyo, hecho)
    with transaction() as tx:
        if persona is not None:
            apoyo.persona = persona
            _judge_person(tx, apoyo, load_coleccion(persona), ahora)
        _save(tx, apoyo)
        if con is not None:
            con(tx)


def _judge_person(tx: TransactWrite, apoyo: Apoyo, coleccion: Coleccion, ahora: datetime) -> None:
    """Put the support, the head's new version and every judgement that changes into the transaction."""
    items = {**coleccion.apoyos, apoyo.folio: _own_item(apoyo, coleccion)}
    juicios = judge(
        (i.respaldo for i in items.values()),
        entre_aspirantes=get_periodo(apoyo.proceso, apoyo.periodo).entre_aspirantes,
    )
    cambian = [f for f, j in sorted(juicios.items()) if j.duplicidad != items[f].duplicidad]
    ajenos = [f for f in cambian if f != apoyo.folio][:POR_TRANSACCION]
    for folio, otro in get_apoyos(ajenos).items():
        _carry(otro, items[folio], juicios[folio], ahora)
        _save(tx, otro)
        tx.save(items[folio])
    if apoyo.folio in cambian:
        _carry(apoyo, items[apoyo.folio], juicios[apoyo.folio], ahora)
    tx.save(items[apoyo.folio])
    cabeza = Persona(persona=coleccion.persona, orden=CABEZA, version=coleccion.version + 1)
    tx.save(cabeza, condition=coleccion.unchanged)


def _own_item(apoyo: Apoyo, coleccion: Coleccion) -> Persona:
    item = coleccion.apoyos.get(apoyo.folio) or Persona(
        persona=coleccion.persona,
        orden=f"{apoyo.recibido_en}#{apoyo.folio}",
        folio=apoyo.folio,
        aspirante=apoyo.aspirante,
        contienda=apoyo.periodo,
        recibido_en=apoyo.recibido_en,
    )
    item.en_pie = stands(apoyo.hechos)
    return item


def _carry(apoyo: Apoyo, item: Persona, juicio: Juicio, ahora: datetime) -> None:
    """The judgement, on the record and on its item: what later runs compare with."""
    item.duplicidad = juicio.duplicidad
    _add(apoyo, Juzgado(iso(ahora), juicio.duplicidad, juicio.respecto_de))


def _add(apoyo: Apoyo, hecho: Hecho) -> None:
    apoyo.historia = [*apoyo.historia, encode(hecho)]
    apoyo.clase = classify(apoyo.hechos).clase
    apoyo.revisado = is_reviewed(apoyo.hechos)


def _save(tx: TransactWrite, apoyo: Apoyo) -> None:
    condicion = unchanged(apoyo)
    apoyo.version += 1
    tx.save(apoyo, condition=condicion)
