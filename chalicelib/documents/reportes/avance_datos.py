"""Content of a reporte de avance: figures already computed, ready to print (Protocolo 6.1, 7.1 B, 7.12, 7.13)."""

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from chalicelib.documents.base.numeros import integer

Celda = str | int | Decimal | None  # words, a count, a percentage, empty
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
    """Records received, looked up, with a verdict, and counted at the cut; and those both counted and reviewed."""

    recibidos: int
    verificados: int
    revisados: int
    contados: int
    contados_revisados: int = 0


@dataclass(frozen=True)
class ClaseImpresa:
    """A class by its Spanish name, with its number of records and its share of those received."""

    nombre: str
    n: int
    peso: Peso = Peso.NO_CUENTA


@dataclass(frozen=True)
class UmbralImpreso:
    """Threshold (LGIPE 371). `base`: its basis in words; `porcentaje`: counted of required, 2 decimals, half up."""

    base: str
    requeridos: int
    contados: int
    porcentaje: Decimal
    faltan: int


@dataclass(frozen=True)
class UnidadImpresa:
    """A unit of the dispersion: its records that count, and those required."""

    nombre: str
    contados: int
    requeridos: int


@dataclass(frozen=True)
class DispersionImpresa:
    """Dispersion (LGIPE 371). `regla`: the rule in words; `uno`, `varios`: the unit's name in singular and plural; then
    the number of units that reach their goal and that must."""

    regla: str
    uno: str
    varios: str
    requeridas: int
    alcanzadas: int
    unidades: Sequence[UnidadImpresa]


@dataclass(frozen=True)
class ColumnaImpresa:
    """A column. `ancho`: width relative to the other columns; `barra`: percentages are drawn with a bar beside them."""

    titulo: str
    ancho: float = 1
    barra: bool = False


@dataclass(frozen=True)
class TablaImpresa:
    """A table: rows with one cell for each column. `pie`: closing rows (what was left out, totals)."""

    titulo: str
    columnas: Sequence[ColumnaImpresa]
    filas: Sequence[Fila]
    pie: Sequence[Fila] = ()
    nota: str = ""


@dataclass(frozen=True, kw_only=True)
class ReporteAvance:
    """All that is printed. `corte`: aware instant of the figures; `filtros`: those used; if empty, the page says so.

    `autoridad`, `proceso`, `persona`: head of each page; `persona` is empty in a report of several aspirantes.
    `alcance`: scope of the figures in full. `sin_umbral`: reason why there is no `umbral`; if empty too, the report
    does not mention it. `firmas`: capacity in which each person signs.
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
    """The `cuantas` rows with the most in a column, greatest first, and a row with the number and sums of the others.

    Only the rows shown are kept in memory: there may be 58,000 auxiliares. Among equals the earlier rows are shown.
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
    """The row for those not shown: `y 57,960 más`, and sums in the columns where `modelo` has counts."""
    return [
        f"y {integer(demas)} más" if n == 0 else (s if isinstance(c, int) else None)
        for n, (c, s) in enumerate(zip(modelo, sumas, strict=True))
    ]


def _count(celda: Celda) -> int:
    return celda if isinstance(celda, int) else 0
