"""Recount of operators' open loads and of pending records by day of arrival, from the records (Protocolo 13.3, 13.9).

Every transaction keeps them correct. The recount finds a difference after a table was restored or changed by hand.
"""

import time
from collections import Counter
from dataclasses import dataclass

from pynamodb.transactions import TransactWrite

from chalicelib.problemas import NoEncontrado
from chalicelib.rules.base.centro import dia_centro
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import instante
from chalicelib.store.base.transacciones import transact_unless_refused
from chalicelib.store.conteo.contadores import Contador
from chalicelib.store.mesa.operadores import Operador, operators_of
from chalicelib.store.mesa.totales import PARTES, pending_rows
from chalicelib.store.mesa.turnos import Turno, desk_queue, without_verdict

POR_LECTURA = 1000
DEMORA = 2.0
"""Seconds to wait, after the loads are read, for the index to show what was written before."""


@dataclass(frozen=True)
class Diferencia:
    """An operator whose load differed from their queue. `corregido`: False if the load changed meanwhile."""

    operador: str
    decia: int
    son: int
    corregido: bool


def recount_loads(proceso: str, demora: float = DEMORA) -> list[Diferencia]:
    """Count each operator's queue, and correct the loads that differ. Raises `NoEncontrado` without operators.

    The loads are read first. If a record is moved afterwards, its load changes too, and then it is not corrected.
    """
    filas = operators_of(proceso)
    if not filas:
        raise NoEncontrado
    time.sleep(demora)
    contadas = ((o, Turno.por_cola.count(desk_queue(proceso, o.operador))) for o in filas)
    return [Diferencia(o.operador, int(o.carga), n, _mend(o, n)) for o, n in contadas if n != o.carga]


@dataclass(frozen=True)
class DiferenciaDia:
    """A day of arrival whose total differed from its pending records."""

    dia: str
    decia: int
    son: int
    corregido: bool


def recount_pending(proceso: str, demora: float = DEMORA) -> list[DiferenciaDia]:
    """Count the records without a verdict by day of arrival, and correct the totals; reads the whole index.

    The totals are read first. The total of a day is not corrected if a verdict changes it meanwhile.
    """
    filas: dict[str, list[Contador]] = {}
    for fila in pending_rows(proceso):
        filas.setdefault(fila.clave.partition("#")[0], []).append(fila)
    time.sleep(demora)
    son = Counter(
        dia_centro(instante(llegada)) for llegada, _ in without_verdict(proceso, "0", "9", POR_LECTURA)
    )
    return [
        DiferenciaDia(dia, decia, son[dia], _mend_day(proceso, dia, filas.get(dia, []), son[dia] - decia))
        for dia in sorted(filas.keys() | son.keys())
        if (decia := sum(int(f.n) for f in filas.get(dia, []))) != son[dia]
    ]


def _mend_day(proceso: str, dia: str, filas: list[Contador], faltan: int) -> bool:
    """Correct a day's total, on condition that no part changed since it was read, absent parts included.

    A verdict may create a part that was absent.
    """
    leidas = {f.clave: f for f in filas}

    def fill(tx: TransactWrite) -> None:
        for parte in range(PARTES):
            clave = f"{dia}#{parte}"
            igual = Contador.n == leidas[clave].n if clave in leidas else Contador.clave.does_not_exist()
            mas = faltan if parte == 0 else 0
            tx.update(Contador(f"mesa#{proceso}", clave), actions=[Contador.n.add(mas)], condition=igual)

    return transact_unless_refused(fill)


def _mend(o: Operador, son: int) -> bool:
    return write_unless_refused(
        lambda: Operador(o.proceso, o.operador).update(
            actions=[Operador.carga.set(son)], condition=Operador.carga == o.carga
        )
    )
