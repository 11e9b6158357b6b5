"""Balancing the Mesa's work over its operators (Protocolo 13.3)."""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import lcm

CARGA_DE_REFERENCIA = 400
"""Records per operator and day that the Protocol recommends."""


@dataclass(frozen=True)
class Puesto:
    """An operator who takes records: `carga` open now; `peso`, the share of a full working day in percent (1 to 100);
    `tope`, open records that nobody with a full day is given more than (None: no limit)."""

    carga: int
    peso: int = 100
    tope: int | None = None

    @property
    def lugar(self) -> int | None:
        """Records that still fit; None where there is no limit."""
        return None if self.tope is None else max(0, self.tope * self.peso // 100 - self.carga)


def balance(
    puestos: Mapping[str, Puesto], registros: Sequence[str], *, salvo: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Hand records, in order of arrival, each to the operator with the least open load for their weight.

    Returns record -> operator; records that fit nowhere are not in it and wait. `salvo`: record -> the operator who
    must not get it. Ties go to the operator first in alphabetical order, so the result depends on the arguments alone.
    """
    comun = lcm(*(p.peso for p in puestos.values())) if puestos else 1
    paso = {o: comun // p.peso for o, p in puestos.items()}
    lugar = {o: p.lugar for o, p in puestos.items()}
    monton = [(p.carga * paso[o], o) for o, p in puestos.items() if lugar[o] != 0]
    heapq.heapify(monton)
    reparto: dict[str, str] = {}
    for registro in registros:
        elegido = _least(monton, (salvo or {}).get(registro))
        if elegido is None:
            continue
        carga, operador = elegido
        reparto[registro] = operador
        quedan = lugar[operador]
        lugar[operador] = None if quedan is None else quedan - 1
        if lugar[operador] != 0:
            heapq.heappush(monton, (carga + paso[operador], operador))
    return reparto


def _least(monton: list[tuple[int, str]], salvo: str | None) -> tuple[int, str] | None:
    """Take the least loaded out of the heap, passing over the one who must not get it."""
    if not monton:
        return None
    primero = heapq.heappop(monton)
    if primero[1] != salvo:
        return primero
    otro = heapq.heappop(monton) if monton else None
    heapq.heappush(monton, primero)
    return otro
