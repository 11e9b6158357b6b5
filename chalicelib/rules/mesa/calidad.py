"""The Mesa's second reviews: agreement of two operators, causes of disagreement (Protocolo 13.4, 13.6, 13.7).

A pair is the verdict of the first operator and that of the second: an inciso of 13.7 or `VALIDO`. The share of equal
pairs overstates agreement: where 95 of 100 records are valid, two people who answer at random agree on 90. Cohen's
kappa corrects for chance: 1 is full agreement, 0 is chance, below 0 is worse than chance.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

VALIDO = "valido"
Par = tuple[str, str]


@dataclass(frozen=True)
class Acuerdo:
    """Agreement. `razon`: share of equal pairs; `kappa`: Cohen's. None where undefined: without pairs, and, for kappa,
    if both gave one and the same verdict on all records."""

    pares: int
    iguales: int
    razon: float | None
    kappa: float | None


class Prevalece(StrEnum):
    """Cuál de dos dictámenes en desacuerdo prevalece."""

    PRIMERO = "primero"
    SEGUNDO = "segundo"


class CausaDesacuerdo(StrEnum):
    """Por qué dos personas dictaminaron distinto, según la supervisión."""

    CRITERIO = "criterio"
    DESCUIDO = "descuido"
    IMAGEN = "imagen"
    OTRA = "otra"


def verdict_category(inciso: str | None) -> str:
    """Category under which a verdict counts: its inciso without the detail, which people word differently."""
    return VALIDO if inciso is None else inciso


def agreement(tabla: Mapping[Par, int]) -> Acuerdo:
    """Agreement over a table of pairs: (first, second) -> how many."""
    n = sum(tabla.values())
    if not n:
        return Acuerdo(0, 0, None, None)
    iguales = sum(c for (uno, otro), c in tabla.items() if uno == otro)
    primeros, segundos = Counter[str](), Counter[str]()
    for (uno, otro), c in tabla.items():
        primeros[uno] += c
        segundos[otro] += c
    azar = sum(primeros[x] * segundos[x] for x in primeros)
    kappa = Fraction(iguales * n - azar, n * n - azar) if azar != n * n else None
    return Acuerdo(n, iguales, iguales / n, None if kappa is None else float(kappa))


def by_category(tabla: Mapping[Par, int]) -> dict[str, Acuerdo]:
    """Agreement on each category that either operator used, against all others together."""
    return {x: agreement(_one_against_all(tabla, x)) for x in sorted({c for par in tabla for c in par})}


def _one_against_all(tabla: Mapping[Par, int], categoria: str) -> Counter[Par]:
    dos = Counter[Par]()
    for (uno, otro), c in tabla.items():
        dos[categoria if uno == categoria else "", categoria if otro == categoria else ""] += c
    return dos
