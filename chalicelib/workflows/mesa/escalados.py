"""Records that the catalogue does not cover: the OPL's authority determines them or gives them back (Protocolo 13.8).

    P#OPER1 ── escalar ──► P#escalados ─┬─ determinación ─► a verdict of 13.8; the DERFE is told by mail
                                        └─ devolución ────► P#OPER2

Each act adds a note to the turn's sealed notes: author, instant, text. The ten days of 13.9 are not interrupted.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from pynamodb.transactions import TransactWrite

from chalicelib.problemas import Conflicto, NoEncontrado, Ocupado
from chalicelib.problemas.mesa import DictamenNoAdmitido, EscaladoResuelto
from chalicelib.rules.apoyos.catalogo import ADICIONAL
from chalicelib.rules.apoyos.clases import classify
from chalicelib.rules.apoyos.dictamen import Dictamen, DictamenInvalido, check_dictamen
from chalicelib.rules.apoyos.historia import Etapa, Hecho, Revisado, verdict_in_force
from chalicelib.rules.base.centro import dia_centro
from chalicelib.rules.base.permisos import Principal
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyo, received_at
from chalicelib.store.base import cursor as paginas
from chalicelib.store.base.tabla import instante, iso
from chalicelib.store.base.transacciones import Contienda, transact_unless_refused
from chalicelib.store.correos.salidas import Salida, owe
from chalicelib.store.mesa.operadores import Operador
from chalicelib.store.mesa.totales import add_pending
from chalicelib.store.mesa.turnos import ESCALADOS, Turno, desk_queue, read_turns, turns_of
from chalicelib.workflows.apoyos.hechos import append_fact
from chalicelib.workflows.correos.salidas import owed_mail, send_owed
from chalicelib.workflows.mesa.cartas import tell_determination
from chalicelib.workflows.mesa.dictamen import same_words, turn_reader
from chalicelib.workflows.mesa.escritorio import open_turn
from chalicelib.workflows.mesa.etapas import effect_of
from chalicelib.workflows.mesa.hoja import show_sheet
from chalicelib.workflows.mesa.notas import ActoNota, last_note, notes_of, same_notes, with_note
from chalicelib.workflows.mesa.vistos import check_seen, note_seen
from chalicelib.workflows.procesos.procesos import reachable_process

OTROS = "Otra persona está resolviendo el registro; intente de nuevo en unos segundos."
RESUELTO = "Otra persona ya resolvió este registro, o lo devolvió."


def escalate_record(proceso: str, operador: str, folio: str, motivo: str, ahora: datetime) -> dict[str, Any]:
    """Move the record from the operator's queue to the authority's. Idempotent: the first instant is kept.

    Raises `NoEncontrado`, `TurnoRetirado`, `YaDictaminado`, `Conflicto` for a stage that does not escalate, `Ocupado`.
    """
    for _ in range(2):
        hecho = _escalated_by(proceso, operador, folio)
        if hecho:
            return {"folio": folio, "escalado_en": hecho}
        turno = open_turn(proceso, operador, folio)
        if not effect_of(turno).escala:
            raise Conflicto("En esta etapa la autoridad del OPL está presente: dictamine con ella.")
        if _written(partial(_to_authority, turno, motivo, ahora)):
            return {"folio": folio, "escalado_en": iso(ahora)}
    raise Ocupado(OTROS)


def list_escalated(principal: Principal, proceso: str, despues: str, cuantos: int) -> dict[str, Any]:
    """A page of records waiting for the authority, by reception. Raises `NoEncontrado`, `CursorInvalido`."""
    reachable_process(principal, proceso)
    suya = desk_queue(proceso, ESCALADOS)
    llave = paginas.decode_cursor(despues, cola={suya}, orden=set(), folio=set(), etapa=set())
    hallados = Turno.por_cola.query(suya, limit=cuantos, page_size=cuantos, last_evaluated_key=llave)
    llaves = [(t.folio, t.etapa) for t in hallados]
    turnos = sorted((t for t in read_turns(llaves) if t.escalado), key=lambda t: t.orden)
    return {
        "elementos": [_listed(t) for t in turnos],
        "siguiente": paginas.encode_cursor(hallados.last_evaluated_key) if len(llaves) == cuantos else None,
    }


def show_escalated(principal: Principal, proceso: str, folio: str) -> dict[str, Any]:
    """The sheet of an escalated record, with all its notes.

    Raises `NoEncontrado`, `EscaladoResuelto`, `ExpedienteIlegible`.
    """
    reachable_process(principal, proceso)
    turno, apoyo = _known(proceso, folio), get_apoyo(folio)
    if apoyo is None:
        raise NoEncontrado
    if not turno.escalado:
        raise EscaladoResuelto(RESUELTO)
    note_seen(turno, principal.cuenta)
    return show_sheet(turno, apoyo) | {"notas": notes_of(turno)}


def determine_record(
    principal: Principal, proceso: str, folio: str, valido: bool, texto: str, oficio: str, ahora: datetime
) -> dict[str, Any]:
    """Record the authority's determination as the record's verdict, once; the DERFE gets a mail.

    Raises `NoEncontrado`, `RegistroSinVer`, `DictamenNoAdmitido`, `EscaladoResuelto`, `Conflicto` for a stage whose
    verdict does not enter the record, `Ocupado`.
    """
    reachable_process(principal, proceso)
    dictamen = _in_words(valido, texto)
    turno = _known(proceso, folio)
    check_seen(turno, principal.cuenta)
    if not effect_of(turno).determina:
        raise Conflicto("Este registro solo puede devolverse a una persona operadora.")
    debidas = [owed_mail(a, ahora) for a in tell_determination(turno)]
    nota = {"texto": texto, "oficio": oficio, "resultado": "válido" if valido else "no válido"}
    as_of_now, leido = turn_reader(turno), turno

    def once(apoyo: Apoyo) -> Hecho | None:
        nonlocal leido
        leido = as_of_now()
        if leido.escalado:
            return Revisado(iso(ahora), principal.cuenta, dictamen, Etapa.MESA)
        previo = verdict_in_force(apoyo.hechos)
        if previo and previo.operador == principal.cuenta and same_words(previo.dictamen, dictamen):
            return None
        raise EscaladoResuelto(RESUELTO)

    def close(tx: TransactWrite) -> None:
        _close(
            tx, leido, with_note(leido, ActoNota.DETERMINADO, principal.cuenta, ahora=ahora, **nota), ahora
        )
        owe(tx, *debidas)

    return _determined(folio, once, close, debidas, ahora)


def give_back_record(
    principal: Principal, proceso: str, folio: str, operador: str, texto: str, ahora: datetime
) -> dict[str, Any]:
    """Move the record to an operator's queue, with the authority's note. Idempotent.

    Raises `NoEncontrado`, `RegistroSinVer`, `EscaladoResuelto`, `Conflicto` for an operator who may not have the
    record, `Ocupado`.
    """
    reachable_process(principal, proceso)
    turno = _known(proceso, folio)
    respuesta = {"folio": folio, "operador": operador}
    if turno.held_by(operador) and last_note(turno).get("acto") == ActoNota.DEVUELTO:
        return respuesta
    if not turno.escalado:
        raise EscaladoResuelto(RESUELTO)
    check_seen(turno, principal.cuenta)
    if any(t.operador == operador for t in turns_of(folio) if t.etapa != turno.etapa):
        raise Conflicto("Esa persona ya revisó el registro en otra etapa: devuélvalo a otra.")
    notas = with_note(turno, ActoNota.DEVUELTO, principal.cuenta, texto, ahora)
    if not _written(lambda tx: _to_operator(tx, turno, operador, notas)):
        if not _known(proceso, folio).escalado:
            raise EscaladoResuelto(RESUELTO)
        raise Conflicto("Esa persona no es operadora en activo de la Mesa de este proceso.")
    return respuesta


def _determined(
    folio: str,
    once: Callable[[Apoyo], Hecho | None],
    close: Callable[[TransactWrite], None],
    debidas: list[Salida],
    ahora: datetime,
) -> dict[str, Any]:
    try:
        resultado = classify(append_fact(folio, once, ahora, con=close).hechos)
    except Contienda:
        raise Ocupado(OTROS) from None
    send_owed(debidas)
    return {"folio": folio, "clase": resultado.clase, "motivo": resultado.motivo}


def _in_words(valido: bool, texto: str) -> Dictamen:
    dictamen = Dictamen(catalogo=ADICIONAL) if valido else Dictamen("", detalle=texto, catalogo=ADICIONAL)
    try:
        return check_dictamen(dictamen)
    except DictamenInvalido as error:
        raise DictamenNoAdmitido(str(error), campo="texto") from None


def _known(proceso: str, folio: str) -> Turno:
    """The turn of that record that waits for the authority; if none does, one that waited before."""
    escalados = [t for t in turns_of(folio) if t.proceso == proceso and t.notas is not None]
    if not escalados:
        raise NoEncontrado
    return max(escalados, key=lambda t: t.escalado)


def _escalated_by(proceso: str, operador: str, folio: str) -> str:
    """Instant since which the record waits for the authority by that operator's act; empty if it does not."""
    turnos = [t for t in turns_of(folio) if t.proceso == proceso and t.escalado]
    notas = [last_note(t) for t in turnos]
    return next((n["en"] for n in notas if (n["acto"], n["quien"]) == (ActoNota.ESCALADO, operador)), "")


def _listed(turno: Turno) -> dict[str, Any]:
    nota = last_note(turno)
    return {
        "folio": turno.folio,
        "recibido_en": received_at(turno.orden),
        "llegada": turno.llegada,
        "escalado_en": nota["en"],
        "operador": nota["quien"],
    }


def _written(fill: Callable[[TransactWrite], None]) -> bool:
    try:
        return transact_unless_refused(fill)
    except Contienda:
        raise Ocupado(OTROS) from None


def _to_authority(turno: Turno, motivo: str, ahora: datetime, tx: TransactWrite) -> None:
    operador = str(turno.operador)
    tx.update(
        Turno(turno.folio, turno.etapa),
        actions=[
            Turno.operador.remove(),
            Turno.reclamado.remove(),
            Turno.empezaron.add({operador}),
            Turno.cola.set(desk_queue(turno.proceso, ESCALADOS)),
            Turno.notas.set(with_note(turno, ActoNota.ESCALADO, operador, motivo, ahora)),
        ],
        condition=(Turno.operador == operador)
        & (Turno.cola == turno.cola)
        & Turno.revisado.does_not_exist()
        & same_notes(turno),
    )
    tx.update(Operador(turno.proceso, operador), actions=[Operador.carga.add(-1)])


def _close(tx: TransactWrite, turno: Turno, notas: bytes, ahora: datetime) -> None:
    tx.update(
        Turno(turno.folio, turno.etapa),
        actions=[
            Turno.cola.remove(),
            Turno.pendiente.remove(),
            Turno.revisado.set(iso(ahora)),
            Turno.notas.set(notas),
        ],
        condition=(Turno.cola == desk_queue(turno.proceso, ESCALADOS)) & same_notes(turno),
    )
    add_pending(tx, turno.proceso, dia_centro(instante(turno.llegada)), turno.folio, -1)


def _to_operator(tx: TransactWrite, turno: Turno, operador: str, notas: bytes) -> None:
    tx.update(
        Turno(turno.folio, turno.etapa),
        actions=[
            Turno.operador.set(operador),
            Turno.cola.set(desk_queue(turno.proceso, operador)),
            Turno.notas.set(notas),
        ],
        condition=(Turno.cola == desk_queue(turno.proceso, ESCALADOS)) & same_notes(turno),
    )
    tx.update(
        Operador(turno.proceso, operador),
        actions=[Operador.carga.add(1)],
        condition=Operador.activo == True,  # noqa: E712 - PynamoDB makes the condition of it
    )
