"""Operators' open loads against the records in their queues (Protocolo 13.3): what keeps them equal is every
transaction; what finds them unequal, after a table was restored or mended by hand, is this."""

import time
from dataclasses import dataclass

from pynamodb.exceptions import UpdateError

from chalicelib.problemas import NoEncontrado
from chalicelib.store.mesa import Operador, Turno, cola, operators
from chalicelib.workflows.consulta import NADA

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
    filas = operators(proceso)
    if not filas:
        raise NoEncontrado(NADA)
    time.sleep(demora)
    contadas = ((o, Turno.por_cola.count(cola(proceso, o.operador))) for o in filas)
    return [Diferencia(o.operador, int(o.carga), n, _mend(o, n)) for o, n in contadas if n != o.carga]


def _mend(o: Operador, son: int) -> bool:
    try:
        Operador(o.proceso, o.operador).update(
            actions=[Operador.carga.set(son)], condition=Operador.carga == o.carga
        )
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return False
    return True
