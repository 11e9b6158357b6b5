"""Assignment of records (Protocolo 13.3): new ones are handed out, and an operator with nothing left takes more.

Apart from the desk, which opens expedientes, so that a function that only assigns does not import cryptography and
images. Reasons: docs/decisions/0111-assignment.md.
"""

from collections import Counter
from datetime import datetime
from math import ceil

from pynamodb.exceptions import TransactWriteError
from pynamodb.transactions import TransactWrite

from chalicelib.base.registro import log
from chalicelib.rules.base.centro import dia_centro
from chalicelib.rules.mesa.asignacion import Puesto, balance, recount
from chalicelib.store.base.transacciones import (
    INTENTOS,
    Contienda,
    choose_way,
    lost_a_race,
    transaction,
    until_unraced,
    wait,
)
from chalicelib.store.mesa.operadores import add_open_load, desk_places, find_operator
from chalicelib.store.mesa.totales import add_pending
from chalicelib.store.mesa.turnos import (
    SIN_ASIGNAR,
    Turno,
    desk_queue,
    get_turns,
    new_turn,
    place_turn,
    queued_folios,
)
from chalicelib.store.procesos.periodos import daily_reference

# Unassigned records handed out with each batch of new ones. With the batch's ten records, an operator for each record,
# and the day's total of pending records, they fill the hundred items of a transaction.
SE_REPARTEN = 39
SE_TOMAN = 10
"""Records that an operator with nothing left takes at once: twelve minutes' work at 400 a day."""
SE_ESPARCEN = 64
"""Greatest number of pieces of the waiting records among which concurrent takers choose at random."""

MIRADAS = 4
"""Pieces tried before the line is taken for empty, with an index that lags behind."""


def assign_new_records(proceso: str, nuevos: dict[str, str], ahora: datetime) -> None:
    """Hand new records (folio -> time of reception) to the operators, balanced, each exactly once.

    Records for which nobody on shift has room wait as unassigned. Raises `Contienda`.
    """
    until_unraced(lambda: _assign(proceso, nuevos, ahora))


def _assign(proceso: str, nuevos: dict[str, str], ahora: datetime) -> None:
    conocidos = {t.folio for t in get_turns(list(nuevos))}
    turnos = [
        new_turn(proceso, folio, recibido, ahora)
        for folio, recibido in nuevos.items()
        if folio not in conocidos
    ]
    puestos = desk_places(proceso, daily_reference(proceso))
    llaves = (
        queued_folios(proceso, SIN_ASIGNAR, SE_REPARTEN) if any(p.lugar for p in puestos.values()) else []
    )
    esperan = _still_waiting(proceso, llaves)
    # A full page may hide more unassigned records, which are older: then the new ones wait behind them.
    por_repartir = esperan if len(llaves) == SE_REPARTEN else [*turnos, *esperan]
    folios = [t.folio for t in sorted(por_repartir, key=lambda t: t.orden)]
    reparto = balance(puestos, folios)
    if quedan := Counter(recount(puestos, folios, reparto).values()):
        log.info("registros sin asignar", extra={"proceso": proceso, "quedan": dict(quedan)})
    if not turnos and not reparto:
        return
    with transaction() as tx:
        for turno in turnos:
            _enter(tx, turno, reparto.get(turno.folio))
        if turnos:
            add_pending(tx, proceso, dia_centro(ahora), turnos[0].folio, len(turnos))
        for turno in esperan:
            if turno.folio in reparto:
                place_turn(tx, turno, reparto[turno.folio])
        for operador, n in sorted(Counter(reparto.values()).items()):
            add_open_load(tx, proceso, operador, n, puestos[operador].maximo, presente=True)


def _enter(tx: TransactWrite, turno: Turno, operador: str | None) -> None:
    turno.operador = operador
    turno.cola = desk_queue(turno.proceso, operador or SIN_ASIGNAR)
    tx.save(turno, condition=Turno.folio.does_not_exist())


def _still_waiting(proceso: str, folios: list[str]) -> list[Turno]:
    """Turns of the folios that are still unassigned by a consistent read; the index may lag behind."""
    return [t for t in get_turns(folios) if t.cola == desk_queue(proceso, SIN_ASIGNAR)]


def take_more_records(proceso: str, operador: str) -> list[str]:
    """Hand waiting records to an operator who has nothing left; return their folios, oldest first.

    An operator who is off shift or has no room gets none. Without concurrency the oldest are taken; each collision
    spreads the takers over more pieces of the line (1, 4, 16, 64). Raises `Contienda`.
    """
    for intento in range(INTENTOS):
        try:
            tomados = _take(proceso, operador, min(4**intento, SE_ESPARCEN))
        except TransactWriteError as error:
            if not lost_a_race(error):
                raise
        else:
            if tomados is not None or intento >= MIRADAS:
                return tomados or []
        wait(intento)
    raise Contienda


def _take(proceso: str, operador: str, piezas: int) -> list[str] | None:
    """Take a piece of the line for the operator; None when others took all of its records meanwhile."""
    fila = find_operator(proceso, operador)
    if fila is None or not fila.recibe:
        return []
    puesto = Puesto(int(fila.carga), int(fila.peso), daily_reference(proceso))
    caben = min(SE_TOMAN, puesto.lugar or 0)
    esperan = queued_folios(proceso, SIN_ASIGNAR, caben * piezas) if caben else []
    turnos = _still_waiting(proceso, _piece(esperan, caben, piezas))
    if not turnos:
        return None if esperan else []
    turnos.sort(key=lambda t: t.orden)
    with transaction() as tx:
        for turno in turnos:
            place_turn(tx, turno, operador)
        add_open_load(tx, proceso, operador, len(turnos), puesto.maximo, presente=True)
    return [t.folio for t in turnos]


def _piece(esperan: list[str], caben: int, piezas: int) -> list[str]:
    """A random one of equal pieces of the waiting records; pieces are smaller when few wait."""
    if not esperan:
        return []
    n = min(caben, ceil(len(esperan) / piezas))
    inicio = n * choose_way(min(piezas, ceil(len(esperan) / n)))
    return esperan[inicio : inicio + n]
