"""What a reporte de avance says: figures that whoever asks for it has counted (Protocolo 6.1, 7.1 B, 7.12, 7.13)."""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from chalicelib.documents.base.numeros import integer

Celda = str | int | Decimal | None  # words, a count, a percentage, nothing to say
Fila = Sequence[Celda]


class Peso(Enum):
    """Meaning of a class for the threshold."""

    CUENTA = "cuenta"
    NO_CUENTA = "no cuenta"
    PENDIENTE = "en proceso"


@dataclass(frozen=True)
class Par:
    """A label with its words."""

    rotulo: str
    valor: str


@dataclass(frozen=True)
class TotalesImpresos:
    """Records received; looked up; with a verdict; those that count at the cut, and how many of these were reviewed."""

    recibidos: int
    verificados: int
    revisados: int
    contados: int
    contados_revisados: int = 0


@dataclass(frozen=True)
class ClaseImpresa:
    """A class by the name people read, and how many are in it; its share is of the received."""

    nombre: str
    n: int
    peso: Peso = Peso.NO_CUENTA


@dataclass(frozen=True)
class UmbralImpreso:
    """LGIPE 371. `base`: on what it rests, in words; `porcentaje`: counted of required, two decimals, half up."""

    base: str
    requeridos: int
    contados: int
    porcentaje: Decimal
    faltan: int


@dataclass(frozen=True)
class UnidadImpresa:
    """A unit of the dispersion: what counts in it, and what it takes."""

    nombre: str
    contados: int
    requeridos: int


@dataclass(frozen=True)
class DispersionImpresa:
    """LGIPE 371. `regla`: the rule in words; `uno`, `varios`: the unit's name; units that reach theirs, and must."""

    regla: str
    uno: str
    varios: str
    requeridas: int
    alcanzadas: int
    unidades: Sequence[UnidadImpresa]


@dataclass(frozen=True)
class ColumnaImpresa:
    """`ancho`: its part of the table's width, relative to the others'. `barra`: percentages with a bar beside them."""

    titulo: str
    ancho: float = 1
    barra: bool = False


@dataclass(frozen=True)
class TablaImpresa:
    """Rows with one cell for each column. `pie`: rows that close it (what was left out, totals)."""

    titulo: str
    columnas: Sequence[ColumnaImpresa]
    filas: Sequence[Fila]
    pie: Sequence[Fila] = ()
    nota: str = ""


@dataclass(frozen=True, kw_only=True)
class ReporteAvance:
    """All that is printed. `corte`: aware instant of the figures; `filtros`: those used, none is said so.

    `autoridad`, `proceso`, `persona`: head of each page, the last empty where the report is of several aspirantes;
    `alcance`: what the figures are of, in full. Without `umbral`, `sin_umbral` says why, or nothing is said of it.
    `firmas`: in what quality it is signed.
    """

    autoridad: str
    proceso: str
    persona: str = ""
    alcance: Sequence[Par] = ()
    corte: datetime
    filtros: Sequence[Par] = ()
    totales: TotalesImpresos
    clases: Sequence[ClaseImpresa]
    dias: Sequence[tuple[date, int]]
    umbral: UmbralImpreso | None = None
    sin_umbral: str = ""
    dispersion: DispersionImpresa | None = None
    tablas: Sequence[TablaImpresa] = ()
    firmas: Sequence[str] = ()


def greatest(filas: Iterable[Fila], columna: int, cuantas: int) -> tuple[list[Fila], list[Fila]]:
    """The rows with most in a column, most first, and a row that says how many more there are and sums their counts.

    Only the rows shown are held: there may be 58,000 auxiliares. Of equals, those that came first.
    """
    muestra: list[tuple[int, int, Fila]] = []
    demas, sumas = 0, [0] * 100
    for n, fila in enumerate(filas):
        entrada = (_count(fila[columna]), -n, fila)
        if len(muestra) < cuantas:
            heapq.heappush(muestra, entrada)
            continue
        fuera = heapq.heappushpop(muestra, entrada)[2]
        demas, sumas = demas + 1, [s + _count(c) for s, c in zip(sumas, fuera, strict=False)]
    mayores = [f for _, _, f in sorted(muestra, key=lambda e: e[:2], reverse=True)]
    return mayores, [_rest(mayores[0], demas, sumas)] if demas else []


def _rest(modelo: Fila, demas: int, sumas: Sequence[int]) -> Fila:
    """The row for those that are not shown: `y 57,960 más`, and sums where the model has counts."""
    return [
        f"y {integer(demas)} más" if n == 0 else (s if isinstance(c, int) else None)
        for n, (c, s) in enumerate(zip(modelo, sumas, strict=True))
    ]


def _count(celda: Celda) -> int:
    return celda if isinstance(celda, int) else 0
