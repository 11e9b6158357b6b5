"""Appending a fact to a record, and judging its person's supports again: one transaction.

    writer 1: read record v1, collection v5 ───────────────► write (record = 1, head = 5): done, head 6
    writer 2: read record v4, collection v5 ──────► write (record = 4, head = 5): refused ─► reads again

Judging compares what each record carries with what the whole collection says now. What counts is always right: those
changes go into the fact's own transaction. Changes from one kind of duplicate to the other, or of whose duplicate it
is, may be too many for it; the rest follow in further transactions, and a run that died before them is completed by
its repetition.
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
from chalicelib.store.transacciones import Escritura, transaction, until_unraced

POR_TRANSACCION = 40  # judgements; each takes two of the hundred items a transaction admits


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

    def attempt() -> tuple[Apoyo, bool]:
        apoyo = get_apoyo(folio)
        if apoyo is None:
            raise ApoyoDesconocido(folio)
        hecho = make(apoyo)
        if hecho is None:
            return apoyo, apoyo.persona is not None
        return apoyo, _write(apoyo, hecho, persona or apoyo.persona, ahora, con)

    apoyo, quedan = until_unraced(attempt)
    while quedan:
        quedan = until_unraced(lambda: _complete(apoyo, ahora))
    return apoyo


def _write(apoyo: Apoyo, hecho: Hecho, persona: str | None, ahora: datetime, con: Escritura | None) -> bool:
    """One transaction; whether judgements were left out of it."""
    _add(apoyo, hecho)
    quedan = False
    with transaction() as tx:
        if persona is not None:
            apoyo.persona = persona
            quedan = _judge_person(tx, apoyo, load_coleccion(persona), ahora)
        _save(tx, apoyo)
        if con is not None:
            con(tx)
    return quedan


def _judge_person(tx: TransactWrite, apoyo: Apoyo, coleccion: Coleccion, ahora: datetime) -> bool:
    """Put the support, the head's new version and the judgements that change into the transaction."""
    items = {**coleccion.apoyos, apoyo.folio: _own_item(apoyo, coleccion)}
    cambian = _changes(items, apoyo)
    propio = cambian.pop(apoyo.folio, None)
    if propio is not None:
        _carry(apoyo, items[apoyo.folio], propio, ahora)
    tx.save(items[apoyo.folio])
    return _judge_others(tx, coleccion, cambian, ahora)


def _complete(apoyo: Apoyo, ahora: datetime) -> bool:
    """Judgements that an earlier transaction left out; whether there are still more."""
    coleccion = load_coleccion(apoyo.persona or "")
    cambian = _changes(coleccion.apoyos, apoyo)
    if not cambian:
        return False
    with transaction() as tx:
        return _judge_others(tx, coleccion, cambian, ahora)


def _changes(items: dict[str, Persona], apoyo: Apoyo) -> dict[str, Juicio]:
    """Judgements other than those carried, among the supports for the office of `apoyo`; what counts first."""
    mismos = {f: i for f, i in items.items() if i.contienda == apoyo.contienda}
    juicios = judge(
        (i.respaldo for i in mismos.values()),
        entre_aspirantes=get_periodo(apoyo.proceso, apoyo.periodo).entre_aspirantes,
    )
    cambian = {f: j for f, j in juicios.items() if j != items[f].juicio}
    solo_de_tipo = {f: None not in (j.duplicidad, items[f].juicio.duplicidad) for f, j in cambian.items()}
    return {f: cambian[f] for f in sorted(cambian, key=lambda f: (solo_de_tipo[f], f))}


def _judge_others(
    tx: TransactWrite, coleccion: Coleccion, cambian: dict[str, Juicio], ahora: datetime
) -> bool:
    """As many changes as fit, and the head's new version; whether some did not fit."""
    for folio, otro in get_apoyos(list(cambian)[:POR_TRANSACCION]).items():
        item = coleccion.apoyos[folio]
        _carry(otro, item, cambian[folio], ahora)
        _save(tx, otro)
        tx.save(item)
    cabeza = Persona(persona=coleccion.persona, orden=CABEZA, version=coleccion.version + 1)
    tx.save(cabeza, condition=coleccion.unchanged)
    return len(cambian) > POR_TRANSACCION


def _own_item(apoyo: Apoyo, coleccion: Coleccion) -> Persona:
    item = coleccion.apoyos.get(apoyo.folio) or Persona(
        persona=coleccion.persona,
        orden=f"{apoyo.recibido_en}#{apoyo.folio}",
        folio=apoyo.folio,
        aspirante=apoyo.aspirante,
        contienda=apoyo.contienda,
        recibido_en=apoyo.recibido_en,
    )
    item.en_pie = stands(apoyo.hechos)
    return item


def _carry(apoyo: Apoyo, item: Persona, juicio: Juicio, ahora: datetime) -> None:
    """The judgement, on the record and on its item: what later runs compare with."""
    item.duplicidad, item.respecto_de = juicio.duplicidad, juicio.respecto_de or None
    _add(apoyo, Juzgado(iso(ahora), juicio.duplicidad, juicio.respecto_de))


def _add(apoyo: Apoyo, hecho: Hecho) -> None:
    apoyo.historia = [*apoyo.historia, encode(hecho)]
    apoyo.clase = classify(apoyo.hechos).clase
    apoyo.revisado = is_reviewed(apoyo.hechos)


def _save(tx: TransactWrite, apoyo: Apoyo) -> None:
    condicion = unchanged(apoyo)
    apoyo.version += 1
    tx.save(apoyo, condition=condicion)
