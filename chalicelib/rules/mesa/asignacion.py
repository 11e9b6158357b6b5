"""Balancing the Mesa's work over its operators (Protocolo 13.3)."""

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import reduce
from math import gcd, lcm

CARGA_DE_REFERENCIA = 400
"""Records per operator and day that the Protocol recommends."""
EN_REVISION = timedelta(minutes=15)
"""Time after an operator began a record during which a transfer leaves it, unless forced."""


class MotivoDeEspera(StrEnum):
    """Why a record is handed to no operator for now."""

    SIN_OPERADORES = "sin_operadores"
    SIN_LUGAR = "sin_lugar"
    EXCLUIDO = "excluido"  # the only operators with room must not get this record


class RepartoInvalido(AssertionError):
    """An assignment breaks the rules, so it must not be written: see `recount`."""


@dataclass(frozen=True)
class Puesto:
    """An operator who takes records. `carga`: records open now; `peso`: share of a full working day in percent (1 to
    100); `tope`: most open records for a full day (None: no limit)."""

    carga: int
    peso: int = 100
    tope: int | None = None

    @property
    def maximo(self) -> int | None:
        """Most open records for the operator's weight; None if there is no limit."""
        return None if self.tope is None else self.tope * self.peso // 100

    @property
    def lugar(self) -> int | None:
        """Records that still fit; None if there is no limit."""
        return None if self.maximo is None else max(0, self.maximo - self.carga)


def balance(
    puestos: Mapping[str, Puesto], registros: Sequence[str], *, salvo: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Hand records, in order of arrival, each to the operator with the least open load for their weight.

    Returns record -> operator; records that fit nowhere are left out and wait. `salvo`: record -> operator who must
    not get it. Ties go to the operator first in alphabetical order, so the result depends on the arguments alone.
    """
    comun = lcm(*(p.peso for p in puestos.values())) if puestos else 1
    paso = {o: comun // p.peso for o, p in puestos.items()}
    lugar = {o: p.lugar for o, p in puestos.items()}
    monton = [(p.carga * paso[o], o) for o, p in puestos.items() if lugar[o] != 0]
    heapq.heapify(monton)
    reparto: dict[str, str] = {}
    for registro in registros:
        if not monton:
            break
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


def recount(
    puestos: Mapping[str, Puesto],
    registros: Sequence[str],
    reparto: Mapping[str, str],
    *,
    salvo: Mapping[str, str] | None = None,
) -> dict[str, MotivoDeEspera]:
    """Check an assignment from its result alone; return record -> why it waits, for those left out.

    Raises `RepartoInvalido` if an operator gets a record not to be handed out, more than fits, or one that they must
    not have; if a record waits although an operator could have it; or if the loads of two operators with room differ,
    by weight, by more than one record (13.3).
    """
    salvo = salvo or {}
    recibe = Counter(reparto.values())
    if not (reparto.keys() <= set(registros) and recibe.keys() <= puestos.keys()):
        raise RepartoInvalido("se reparte lo que no se pidió, o a quien no está")
    if any(salvo.get(r) == o for r, o in reparto.items()):
        raise RepartoInvalido("un registro va a quien no debe tenerlo")
    despues = {o: Puesto(p.carga + recibe[o], p.peso, p.tope) for o, p in puestos.items()}
    if any(recibe[o] and p.maximo is not None and p.carga > p.maximo for o, p in despues.items()):
        raise RepartoInvalido("alguien recibe más de lo que le cabe")
    con_lugar = {o for o, p in despues.items() if p.lugar != 0}
    esperan = {r: _why(puestos, con_lugar, salvo.get(r)) for r in registros if r not in reparto}
    if not salvo:
        _check_level(despues, recibe, con_lugar)
    return esperan


def _why(puestos: Mapping[str, Puesto], con_lugar: set[str], salvo: str | None) -> MotivoDeEspera:
    if not puestos:
        return MotivoDeEspera.SIN_OPERADORES
    if not con_lugar:
        return MotivoDeEspera.SIN_LUGAR
    if con_lugar <= {salvo}:
        return MotivoDeEspera.EXCLUIDO
    raise RepartoInvalido("sobra un registro que alguien podía recibir")


def _check_level(despues: Mapping[str, Puesto], recibe: Counter[str], con_lugar: Iterable[str]) -> None:
    """Check that the assignment is balanced: no move of one record to an operator with room improves it."""
    libres = [despues[o] for o in con_lugar]
    reciben = [despues[o] for o, n in recibe.items() if n]
    if not (libres and reciben):
        return
    comun = lcm(*(p.peso for p in despues.values()))
    if max((p.carga - 1) * (comun // p.peso) for p in reciben) > min(
        p.carga * (comun // p.peso) for p in libres
    ):
        raise RepartoInvalido("quien tenía más recibió y quien tenía menos no")


def targets(puestos: Mapping[str, Puesto], total: int) -> dict[str, int]:
    """Records each operator would hold if `total` were balanced from zero; those that fit nowhere are left out.

    Whole rounds, in which each operator takes records by weight, are computed at once, so the cost grows with the
    operators and not with the records.
    """
    if not puestos:
        return {}
    comun = reduce(gcd, (p.peso for p in puestos.values()))
    paso = {o: p.peso // comun for o, p in puestos.items()}
    ronda = sum(paso.values())
    caben = [p.maximo // paso[o] for o, p in puestos.items() if p.maximo is not None]
    vueltas = min([total // ronda, *caben])
    llevan = {o: Puesto(vueltas * paso[o], p.peso, p.tope) for o, p in puestos.items()}
    mas = Counter(balance(llevan, [str(n) for n in range(total - vueltas * ronda)]).values())
    return {o: p.carga + mas[o] for o, p in llevan.items()}


def _least(monton: list[tuple[int, str]], salvo: str | None) -> tuple[int, str] | None:
    """Take the least loaded operator out of the heap, skipping the one who must not get the record."""
    if not monton:
        return None
    primero = heapq.heappop(monton)
    if primero[1] != salvo:
        return primero
    otro = heapq.heappop(monton) if monton else None
    heapq.heappush(monton, primero)
    return otro
