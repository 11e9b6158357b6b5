"""Operators' open loads, and what is left by day of arrival, against the records (Protocolo 13.3, 13.9).

Every transaction keeps both equal. This recount finds a difference after a table was restored or changed by hand.
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
"""Seconds that the index is given to show what was written before a load was read."""


@dataclass(frozen=True)
class Diferencia:
    """An operator whose load was not what their queue holds; `corregido`: false if it moved meanwhile."""

    operador: str
    decia: int
    son: int
    corregido: bool


def recount_loads(proceso: str, demora: float = DEMORA) -> list[Diferencia]:
    """Count each operator's queue, and put the load right where it differs. Raises `NoEncontrado` without operators.

    The loads are read first: whoever moves a record afterwards moves the load too, and then it is not mended.
    """
    filas = operators_of(proceso)
    if not filas:
        raise NoEncontrado
    time.sleep(demora)
    contadas = ((o, Turno.por_cola.count(desk_queue(proceso, o.operador))) for o in filas)
    return [Diferencia(o.operador, int(o.carga), n, _mend(o, n)) for o, n in contadas if n != o.carga]


@dataclass(frozen=True)
class DiferenciaDia:
    """A day of arrival of which other records were left than its total said."""

    dia: str
    decia: int
    son: int
    corregido: bool


def recount_pending(proceso: str, demora: float = DEMORA) -> list[DiferenciaDia]:
    """Count the records without a verdict by day of arrival, and put the totals right; reads the index whole.

    The totals are read first: of a day on which anybody judges meanwhile nothing is mended.
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
    """All parts must be as they were read, those too that were not there: an operator's next verdict may make one."""
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
