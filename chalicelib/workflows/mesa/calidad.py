"""Blind second review of a sample of the Mesa's verdicts (Protocolo 13.4, 13.6; docs/decisions/0113).

    transaction {first verdict, second turn before another operator} ─► second verdict ─► agreed
                                                                                      └─► disagreed ─► a supervisor

The second operator sees what the first saw, in the same queue and with the same answers. The second verdict stays in
the turn and does not change the record. Once it is given, the first one is final, so a counted pair does not change.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from pynamodb.transactions import TransactWrite

from chalicelib.problemas.mesa import DictamenFirme, TurnoRetirado, YaDictaminado
from chalicelib.rules.apoyos.clases import Resultado, classify
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.historia import Deshecho, Etapa, Revisado
from chalicelib.rules.mesa.asignacion import balance
from chalicelib.rules.mesa.calidad import verdict_category
from chalicelib.rules.mesa.muestra import is_sampled
from chalicelib.store.apoyos.apoyos import get_apoyo
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import transact_unless_refused, transaction, until_unraced
from chalicelib.store.mesa.operadores import add_open_load, desk_places, take_off
from chalicelib.store.mesa.totales import add_pair
from chalicelib.store.mesa.turnos import (
    CALIDAD,
    DESACUERDOS,
    SEGUNDAS,
    Turno,
    desk_queue,
    get_turn,
    make_final,
    read_turns,
)
from chalicelib.store.procesos.periodos import daily_reference
from chalicelib.store.procesos.procesos import get_proceso
from chalicelib.vault.secretos import blind_index
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.mesa.dictamen import (
    RETIRADO,
    check_may_undo,
    close_turn,
    reopen_turn,
    same_words,
    turn_reader,
)

SE_MIRAN = 50  # waiting second reviews tried until one may go to the operator
DESHECHO = {"deshecho": True}


def seed_of(proceso: str) -> bytes:
    """The seed of the process's sample, derived from its secret and so fixed when the process was opened (16.1)."""
    return blind_index(secreto_de(proceso), "muestra", proceso).encode()


def ask_second_look(tx: TransactWrite, turno: Turno, dictamen: Dictamen, ahora: datetime) -> None:
    """Add a sampled record's second turn to the verdict's transaction, for an operator who has not seen the record."""
    proceso, folio = str(turno.proceso), str(turno.folio)
    if not is_sampled(seed_of(proceso), folio, int(get_proceso(proceso).muestra)):
        return
    previo = get_turn(folio, CALIDAD)
    if previo is not None and (previo.cola or previo.revisado):
        return
    vieron = sorted({str(turno.operador), *(turno.empezaron or ())})
    puestos = {o: p for o, p in desk_places(proceso, daily_reference(proceso)).items() if o not in vieron}
    operador = balance(puestos, [folio]).get(folio)
    segundo = Turno(
        folio,
        CALIDAD,
        proceso=proceso,
        operador=operador,
        cola=desk_queue(proceso, operador or SEGUNDAS),
        orden=turno.orden,
        llegada=turno.llegada,
        empezaron=previo.empezaron if previo else None,
        primero={**_said(str(turno.operador), dictamen, ahora), "vieron": vieron},
    )
    libre = Turno.cola.does_not_exist() & Turno.revisado.does_not_exist()
    tx.save(segundo, condition=Turno.folio.does_not_exist() | libre)
    if operador:
        add_open_load(tx, proceso, operador, 1, puestos[operador].maximo, presente=True)


def withdraw_second_look(tx: TransactWrite, folio: str) -> None:
    """Withdraw the second review with the first verdict. An operator who had begun it gets `TurnoRetirado`."""
    segundo = get_turn(folio, CALIDAD)
    if segundo is None or segundo.revisado or not segundo.cola:
        return
    tx.update(
        Turno(folio, CALIDAD),
        actions=[Turno.cola.remove(), Turno.operador.remove(), Turno.reclamado.remove()],
        condition=(Turno.cola == segundo.cola) & Turno.revisado.does_not_exist(),
    )
    if segundo.operador and segundo.cola == desk_queue(segundo.proceso, segundo.operador):
        take_off(tx, segundo.proceso, segundo.operador, 1)


def take_second_look(proceso: str, operador: str) -> list[tuple[str, str]]:
    """Hand the oldest waiting second review to an operator with nothing left; return its key, if there is one.

    Records that the operator has seen are left out, and so is any beyond the operator's limit. Raises `Contienda`.
    """

    def attempt() -> list[tuple[str, str]]:
        puesto = desk_places(proceso, daily_reference(proceso)).get(operador)
        elegido = _not_seen_by(operador, _waiting(proceso)) if puesto and puesto.lugar != 0 else None
        if puesto is None or elegido is None:
            return []
        with transaction() as tx:
            tx.update(
                Turno(elegido.folio, CALIDAD),
                actions=[Turno.operador.set(operador), Turno.cola.set(desk_queue(proceso, operador))],
                condition=Turno.cola == elegido.cola,
            )
            add_open_load(tx, proceso, operador, 1, puesto.maximo, presente=True)
        return [(str(elegido.folio), CALIDAD)]

    return until_unraced(attempt)


def return_second_looks(proceso: str, operador: str, keeps: Callable[[Turno], object]) -> list[str]:
    """Take an operator's second reviews away, except those that `keeps` holds; return the folios, which wait again."""
    en_cola = Turno.por_cola.query(desk_queue(proceso, operador))
    suyas = read_turns([(t.folio, t.etapa) for t in en_cola if t.etapa == CALIDAD])

    def give_back(tx: TransactWrite, turno: Turno) -> None:
        mismo = Turno.reclamado == turno.reclamado if turno.reclamado else Turno.reclamado.does_not_exist()
        tx.update(
            Turno(turno.folio, CALIDAD),
            actions=[
                Turno.operador.remove(),
                Turno.reclamado.remove(),
                Turno.cola.set(desk_queue(proceso, SEGUNDAS)),
            ],
            condition=(Turno.cola == turno.cola) & mismo,
        )
        take_off(tx, proceso, operador, 1)

    return [
        str(t.folio)
        for t in suyas
        if t.held_by(operador) and not keeps(t) and transact_unless_refused(partial(give_back, turno=t))
    ]


def second_verdict(turno: Turno, dictamen: Dictamen, ahora: datetime) -> Resultado:
    """Store the second operator's verdict, once; return the class that it would give the record.

    Raises `TurnoRetirado`, `YaDictaminado`, `Contienda`.
    """
    operador = str(turno.operador)
    as_of_now = turn_reader(turno)

    def attempt() -> None:
        actual = as_of_now()
        if not actual.held_by(operador):
            return _check_repeated(actual, operador, dictamen)
        segundo = _said(operador, dictamen, ahora)
        par = verdict_pair(actual.primero, segundo)
        queda = desk_queue(actual.proceso, DESACUERDOS) if par[0] != par[1] else None
        with transaction() as tx:
            close_turn(tx, actual, ahora, queda=queda, mas=[Turno.segundo.set(segundo)])
            make_final(tx, actual.folio, ahora)
            add_pair(tx, actual.proceso, actual.primero["operador"], par, 1)
        return None

    until_unraced(attempt)
    return _as_if(turno.folio, Revisado(iso(ahora), operador, dictamen))


def take_back_second(turno: Turno, ahora: datetime) -> Resultado:
    """Withdraw a second verdict. Raises `TurnoRetirado`, `DictamenFirme`, `Contienda`."""
    operador = str(turno.operador)
    as_of_now = turn_reader(turno)

    def attempt() -> None:
        actual = as_of_now()
        if actual.operador != operador:
            raise TurnoRetirado(RETIRADO)
        if actual.held_by(operador) and actual.segundo == DESHECHO:
            return
        dicho = actual.segundo and Revisado(actual.segundo["en"], operador, verdict_of(actual.segundo))
        check_may_undo(actual, dicho, Etapa.MESA, ahora)
        suya = desk_queue(actual.proceso, operador)
        with transaction() as tx:
            reopen_turn(tx, actual, suya, None, mas=[Turno.segundo.set(DESHECHO)])
            add_pair(
                tx,
                actual.proceso,
                actual.primero["operador"],
                verdict_pair(actual.primero, actual.segundo),
                -1,
            )

    until_unraced(attempt)
    return _as_if(turno.folio)


def verdict_pair(primero: dict[str, Any], segundo: dict[str, Any]) -> tuple[str, str]:
    """The pair of categories under which two verdicts on a record are counted."""
    return verdict_category(primero["inciso"]), verdict_category(segundo["inciso"])


def verdict_of(dicho: dict[str, Any]) -> Dictamen:
    """The verdict stored in a turn."""
    return Dictamen(**{c: dicho[c] for c in asdict(Dictamen())})


def _said(operador: str, dictamen: Dictamen, ahora: datetime) -> dict[str, Any]:
    return {"operador": operador, "en": iso(ahora), **asdict(dictamen)}


def _waiting(proceso: str) -> list[Turno]:
    """Second reviews that no operator has, oldest first, as of now."""
    esperan = Turno.por_cola.query(desk_queue(proceso, SEGUNDAS), limit=SE_MIRAN)
    ahora = read_turns([(t.folio, t.etapa) for t in esperan])  # the index may lag behind a take
    return sorted((t for t in ahora if t.cola == desk_queue(proceso, SEGUNDAS)), key=lambda t: str(t.orden))


def _not_seen_by(operador: str, turnos: Iterable[Turno]) -> Turno | None:
    return next((t for t in turnos if operador not in t.primero["vieron"]), None)


def _check_repeated(turno: Turno, operador: str, dictamen: Dictamen) -> None:
    if turno.operador != operador or turno.revisado is None:
        raise TurnoRetirado(RETIRADO)
    if not same_words(verdict_of(turno.segundo), dictamen):
        raise YaDictaminado("El registro ya tiene un dictamen distinto.")


def _as_if(folio: str, *dichos: Revisado) -> Resultado:
    """The record's class if the Mesa had given only these verdicts."""
    apoyo = get_apoyo(folio)
    if apoyo is None:
        raise DictamenFirme("El registro ya no está en la Mesa de Control.")
    de_antes = [
        h
        for h in apoyo.hechos
        if not isinstance(h, Deshecho) and not (isinstance(h, Revisado) and h.etapa is not Etapa.CAPTURA)
    ]
    return classify([*de_antes, *dichos])
