"""The desk of the Mesa de Control: an operator's queue, the records in it, and the verdict (Protocolo 13).

    cola ──► registros/{folio} (loaded ahead, any number) ──► inicio ──► dictamen ──► next inicio …

A record loaded ahead is not begun: only `inicio` and `siguiente` mark it as being reviewed.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.problemas import NoEncontrado, Ocupado
from chalicelib.problemas.mesa import DictamenNoAdmitido, ExpedienteIlegible, TurnoRetirado, YaDictaminado
from chalicelib.rules.apoyos.clases import Resultado
from chalicelib.rules.apoyos.dictamen import Dictamen, DictamenInvalido, check_dictamen
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyo, received_at
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import Contienda
from chalicelib.store.mesa.catalogos import catalog_in_force
from chalicelib.store.mesa.turnos import MESA, Turno, desk_queue, get_turn, read_turns, turns_of
from chalicelib.store.procesos import procesos
from chalicelib.workflows.mesa.asignacion import take_more_records
from chalicelib.workflows.mesa.calidad import take_second_look
from chalicelib.workflows.mesa.dictamen import RETIRADO
from chalicelib.workflows.mesa.etapas import effect_of, of_the_desk
from chalicelib.workflows.mesa.hoja import show_sheet

SE_MIRAN = 50  # waiting records tried until one can be opened
NO_SUYO = "No tiene asignado un registro con ese folio."
OTROS = "El registro se está actualizando; intente de nuevo en unos segundos."


def list_desk_queue(proceso: str, operador: str, cuantos: int) -> list[dict[str, Any]]:
    """The operator's oldest records, in order: `folio`, `recibido_en`, and when the review began, or None."""
    en_cola = list(Turno.por_cola.query(desk_queue(proceso, operador), limit=cuantos, page_size=cuantos))
    ahora = read_turns([(t.folio, t.etapa) for t in en_cola])  # the index may lag behind a verdict
    vivos = sorted((t for t in ahora if t.held_by(operador)), key=lambda t: t.orden)
    return [
        {"folio": t.folio, "recibido_en": received_at(t.orden), "iniciado_en": t.reclamado} for t in vivos
    ]


def show_record(proceso: str, operador: str, folio: str) -> dict[str, Any]:
    """The sheet of a record in the operator's queue, begun or not.

    Raises `NoEncontrado`, `TurnoRetirado`, `YaDictaminado`, `ExpedienteIlegible`.
    """
    turno = open_turn(proceso, operador, folio)
    apoyo = get_apoyo(folio)
    if apoyo is None:
        raise NoEncontrado(NO_SUYO)
    return show_sheet(turno, apoyo)


def begin_record(proceso: str, operador: str, folio: str, ahora: datetime) -> dict[str, Any]:
    """Mark a record in the operator's queue as begun. Idempotent: the first instant is kept.

    Raises `NoEncontrado`, `TurnoRetirado`, `YaDictaminado`.
    """
    turno = open_turn(proceso, operador, folio)
    if turno.reclamado is None and not _claim(turno, operador, ahora):
        turno = open_turn(proceso, operador, folio)
    return {"folio": folio, "iniciado_en": turno.reclamado or iso(ahora)}


def next_record(proceso: str, operador: str, ahora: datetime) -> dict[str, Any] | None:
    """Begin the oldest record in the operator's queue and return its images and data; None when there is none.

    An operator with nothing left takes more of the unassigned records first. Raises `Ocupado`.
    """
    en_cola = Turno.por_cola.query(desk_queue(proceso, operador), limit=SE_MIRAN, page_size=5)
    hoja = _first_that_opens(operador, ((t.folio, t.etapa) for t in en_cola), ahora)
    if hoja is not None:
        return hoja
    try:
        tomados = take_more_records(proceso, operador)
        segundas = [] if tomados else take_second_look(proceso, operador)
    except Contienda:
        raise Ocupado("Otros están recibiendo registros; intente de nuevo en unos segundos.") from None
    hoja = _first_that_opens(operador, ((f, MESA) for f in tomados), ahora)
    return hoja or _first_that_opens(operador, segundas, ahora)


def give_verdict(
    proceso: str, operador: str, folio: str, dictamen: Dictamen, ahora: datetime
) -> dict[str, Any]:
    """Record the operator's verdict, once. Repeating the same verdict gives the same answer.

    Raises `DictamenNoAdmitido`, `NoEncontrado` for a record that this operator never had, `TurnoRetirado`,
    `YaDictaminado`, `Ocupado`.
    """
    turno = own_turn(proceso, operador, folio)
    if turno.held_by(operador):
        dictamen = admit_verdict(dictamen, proceso, ahora)
    try:
        return _answer(folio, effect_of(turno).dictaminar(turno, dictamen, ahora))
    except Contienda:
        raise Ocupado(OTROS) from None


def take_back_verdict(proceso: str, operador: str, folio: str, ahora: datetime) -> dict[str, Any]:
    """Withdraw the operator's verdict within a short time; the record waits for the same person again.

    Raises `NoEncontrado`, `TurnoRetirado`, `DictamenFirme`, `Ocupado`.
    """
    turno = own_turn(proceso, operador, folio)
    try:
        return _answer(folio, effect_of(turno).deshacer(turno, ahora))
    except Contienda:
        raise Ocupado(OTROS) from None


def own_turn(proceso: str, operador: str, folio: str) -> Turno:
    """The record's turn in the operator's queue; if there is none, the last turn that the operator closed.

    Raises `TurnoRetirado` when the operator had begun the record and lost it, `NoEncontrado` when they never had it.
    """
    turnos = [t for t in turns_of(folio) if t.proceso == proceso and of_the_desk(t)]
    suyos = [t for t in turnos if t.operador == operador and (t.revisado or t.cola)]
    if suyos:
        return max(suyos, key=lambda t: (t.held_by(operador), t.revisado or ""))
    if any(operador in (t.empezaron or ()) for t in turnos):
        raise TurnoRetirado(RETIRADO)
    raise NoEncontrado(NO_SUYO)


def open_turn(proceso: str, operador: str, folio: str) -> Turno:
    """The record's turn in the operator's queue. Raises as `own_turn`, and `YaDictaminado`."""
    turno = own_turn(proceso, operador, folio)
    if not turno.held_by(operador):
        raise YaDictaminado("Ya dictaminó este registro.")
    return turno


def _first_that_opens(
    operador: str, llaves: Iterable[tuple[str, str]], ahora: datetime
) -> dict[str, Any] | None:
    for folio, etapa in llaves:
        turno = get_turn(folio, etapa)  # the index may lag behind a verdict
        apoyo = get_apoyo(folio)
        if turno is None or apoyo is None or not turno.held_by(operador):
            continue
        hoja = _sheet_if_it_opens(turno, apoyo)
        if hoja is not None and (turno.reclamado or _claim(turno, operador, ahora)):
            return hoja
    return None


def _sheet_if_it_opens(turno: Turno, apoyo: Apoyo) -> dict[str, Any] | None:
    try:
        return show_sheet(turno, apoyo)
    except ExpedienteIlegible:  # skipped, so that the operator's other records go on
        return None


def _claim(turno: Turno, operador: str, ahora: datetime) -> bool:
    """Mark the record as begun; False if it was withdrawn, judged or begun in another window meanwhile."""
    return write_unless_refused(
        lambda: Turno(turno.folio, turno.etapa).update(
            actions=[Turno.reclamado.set(iso(ahora)), Turno.empezaron.add({operador})],
            condition=(Turno.operador == operador)
            & Turno.cola.exists()
            & Turno.revisado.does_not_exist()
            & Turno.reclamado.does_not_exist(),
        )
    )


def admit_verdict(dictamen: Dictamen, proceso: str, ahora: datetime) -> Dictamen:
    """The verdict with the catalogue in force that admits it (13.4, 13.7). Raises `DictamenNoAdmitido`."""
    catalogo = catalog_in_force(procesos.get_proceso(proceso).opl, ahora)
    try:
        check_dictamen(dictamen, catalogo.incisos)
    except DictamenInvalido as error:
        raise DictamenNoAdmitido(str(error), campo=error.campo) from None
    tipo = catalogo.incisos[dictamen.inciso].nombre if catalogo.propio and dictamen.inciso else ""
    return replace(dictamen, catalogo=catalogo.clave, tipo=tipo)


def _answer(folio: str, resultado: Resultado) -> dict[str, Any]:
    return {"folio": folio, "clase": resultado.clase, "motivo": resultado.motivo}
