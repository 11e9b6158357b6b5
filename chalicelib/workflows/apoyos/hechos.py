"""Appending facts to a record, and judging its person's supports again: one transaction.

    writer 1: read record v1, collection v5 ───────────────► write (record = 1, head = 5): done, head 6
    writer 2: read record v4, collection v5 ──────► write (record = 4, head = 5): refused ─► reads again

Judging compares what each record carries with what the whole collection says now. What counts is always right: those
changes go into the facts' own transaction. Changes from one kind of duplicate to the other, or of whose duplicate it
is, may be too many for it; the rest follow in further transactions, and a run that died before them is completed by
its repetition.

A correction may show that a record is another person's: then it leaves one collection and enters the other, and both
are judged, in that same transaction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pynamodb.transactions import TransactWrite

from chalicelib.rules.apoyos.clases import classify, is_reviewed, stands
from chalicelib.rules.apoyos.duplicados import Juicio, judge
from chalicelib.rules.apoyos.historia import Hecho, Juzgado
from chalicelib.store.apoyos.apoyos import Apoyo, encode, get_apoyo, get_apoyos, unchanged
from chalicelib.store.apoyos.personas import CABEZA, Coleccion, Persona, load_coleccion
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import Carrera, Escritura, transaction, until_unraced
from chalicelib.store.procesos.procesos import get_periodo

POR_TRANSACCION = 40  # judgements; each takes two of the hundred items a transaction admits


class ApoyoDesconocido(LookupError):
    """There is no record with that folio."""


@dataclass(frozen=True)
class Cambio:
    """What happens to a record: facts, and what comes with them.

    `persona`: the key of the person whose support it is from now on, `datos`: what is sealed in the record; None:
    as before.
    """

    hechos: Sequence[Hecho]
    persona: str | None = None
    datos: bytes | None = None


Autor = Callable[[Apoyo], Cambio | None]


def append_facts(folio: str, make: Autor, ahora: datetime, *, con: Escritura | None = None) -> Apoyo:
    """Append what `make` says of the record as it is now (None: nothing to do) and re-judge its person.

    `con`: further conditional writes that stand or fall with it. Raises `ApoyoDesconocido`, `Contienda`, or
    PynamoDB's error when the store fails.
    """

    def attempt() -> tuple[Apoyo, list[str]]:
        apoyo = get_apoyo(folio)
        if apoyo is None:
            raise ApoyoDesconocido(folio)
        cambio = make(apoyo)
        if cambio is None:
            return apoyo, [apoyo.persona] if apoyo.persona else []
        return apoyo, _write(apoyo, cambio, ahora, con)

    apoyo, quedan = until_unraced(attempt)
    for persona in quedan:
        while until_unraced(lambda persona=persona: _complete(apoyo, persona, ahora)):  # type: ignore[misc]
            pass
    return apoyo


def append_fact(
    folio: str, make: Callable[[Apoyo], Hecho | None], ahora: datetime, *, con: Escritura | None = None
) -> Apoyo:
    """As `append_facts`, for one fact that changes nothing else."""

    def one(apoyo: Apoyo) -> Cambio | None:
        hecho = make(apoyo)
        return Cambio((hecho,)) if hecho else None

    return append_facts(folio, one, ahora, con=con)


def _write(apoyo: Apoyo, cambio: Cambio, ahora: datetime, con: Escritura | None) -> list[str]:
    """One transaction; the persons of whom judgements were left out of it."""
    for hecho in cambio.hechos:
        _add(apoyo, hecho)
    if cambio.datos is not None:
        apoyo.datos = cambio.datos
    anterior, apoyo.persona = apoyo.persona, cambio.persona or apoyo.persona
    cambia_de_persona = anterior is not None and anterior != apoyo.persona
    caben = POR_TRANSACCION // 2 if cambia_de_persona else POR_TRANSACCION
    quedan = []
    dejada = load_coleccion(anterior) if cambia_de_persona else None
    suya = load_coleccion(apoyo.persona) if apoyo.persona is not None else None
    if dejada and suya and dejada.apoyos.keys() & suya.apoyos.keys():
        raise Carrera  # one went from there to here meanwhile; a transaction may not write it twice
    with transaction() as tx:
        if dejada and _leave_person(tx, apoyo, dejada, caben, ahora):
            quedan.append(dejada.persona)
        if suya and _judge_person(tx, apoyo, suya, caben, ahora):
            quedan.append(suya.persona)
        _save(tx, apoyo)
        if con is not None:
            con(tx)
    return quedan


def _judge_person(tx: TransactWrite, apoyo: Apoyo, coleccion: Coleccion, caben: int, ahora: datetime) -> bool:
    """Put the support, the head's new version and the judgements that change into the transaction."""
    items = {**coleccion.apoyos, apoyo.folio: _own_item(apoyo, coleccion)}
    cambian = _changes(items, apoyo)
    propio = cambian.pop(apoyo.folio, None)
    if propio is not None:
        _carry(apoyo, items[apoyo.folio], propio, ahora)
    tx.save(items[apoyo.folio])
    return _judge_others(tx, coleccion, cambian, caben, ahora)


def _leave_person(tx: TransactWrite, apoyo: Apoyo, coleccion: Coleccion, caben: int, ahora: datetime) -> bool:
    """The support is not this person's: its item goes, those left are judged, and nothing of theirs stays on it."""
    item = coleccion.apoyos.get(apoyo.folio)
    if item is None:
        return False
    if item.juicio != Juicio():
        _add(apoyo, Juzgado(iso(ahora)))
    tx.delete(item)
    quedan = {f: i for f, i in coleccion.apoyos.items() if f != apoyo.folio}
    return _judge_others(tx, coleccion, _changes(quedan, apoyo), caben, ahora)


def _complete(apoyo: Apoyo, persona: str, ahora: datetime) -> bool:
    """Judgements that an earlier transaction left out; whether there are still more."""
    coleccion = load_coleccion(persona)
    cambian = _changes(coleccion.apoyos, apoyo)
    if not cambian:
        return False
    with transaction() as tx:
        return _judge_others(tx, coleccion, cambian, POR_TRANSACCION, ahora)


def _changes(items: dict[str, Persona], apoyo: Apoyo) -> dict[str, Juicio]:
    """Judgements other than those carried, among the supports for the office of `apoyo`; what counts first."""
    mismos = {f: i for f, i in items.items() if i.contienda == apoyo.contienda}
    juicios = judge(
        (i.respaldo for i in mismos.values()),
        entre_aspirantes=get_periodo(apoyo.proceso, apoyo.periodo).entre_aspirantes,
    )
    cambian = {f: j for f, j in juicios.items() if j != items[f].juicio}
    cuenta_igual = {f: j.excluye is items[f].juicio.excluye for f, j in cambian.items()}
    return {f: cambian[f] for f in sorted(cambian, key=lambda f: (cuenta_igual[f], f))}


def _judge_others(
    tx: TransactWrite, coleccion: Coleccion, cambian: dict[str, Juicio], caben: int, ahora: datetime
) -> bool:
    """As many changes as fit, and the head's new version; whether some did not fit."""
    for folio, otro in get_apoyos(list(cambian)[:caben]).items():
        item = coleccion.apoyos[folio]
        _carry(otro, item, cambian[folio], ahora)
        _save(tx, otro)
        tx.save(item)
    cabeza = Persona(persona=coleccion.persona, orden=CABEZA, version=coleccion.version + 1)
    tx.save(cabeza, condition=coleccion.unchanged)
    return len(cambian) > caben


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
    item.solo_reporte = juicio.solo_reporte or None
    _add(apoyo, Juzgado(iso(ahora), juicio.duplicidad, juicio.respecto_de, juicio.solo_reporte))


def _add(apoyo: Apoyo, hecho: Hecho) -> None:
    apoyo.historia = [*apoyo.historia, encode(hecho)]
    apoyo.clase = classify(apoyo.hechos).clase
    apoyo.revisado = is_reviewed(apoyo.hechos)


def _save(tx: TransactWrite, apoyo: Apoyo) -> None:
    condicion = unchanged(apoyo)
    apoyo.version += 1
    tx.save(apoyo, condition=condicion)
