"""Balancing the Mesa's work over its operators (Protocolo 13.3)."""

import heapq
from collections.abc import Mapping, Sequence


class SinOperadores(ValueError):
    """There is nobody to assign to; the records wait."""


def balance(cargas: Mapping[str, int], registros: Sequence[str]) -> dict[str, str]:
    """Hand every record to the operator with the least open load, in order of arrival.

    `cargas`: operator -> records open now. Returns record -> operator. Ties go to the operator first in
    alphabetical order, so the result depends on the arguments alone. Raises `SinOperadores` when there are
    records and nobody to take them.
    """
    if registros and not cargas:
        raise SinOperadores
    monton = [(carga, operador) for operador, carga in cargas.items()]
    heapq.heapify(monton)
    reparto: dict[str, str] = {}
    for registro in registros:
        carga, operador = monton[0]
        reparto[registro] = operador
        heapq.heapreplace(monton, (carga + 1, operador))
    return reparto
