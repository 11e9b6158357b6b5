"""Signals: unusual patterns in how an auxiliar's records were captured.

A signal changes no class and removes nobody; a reviewer has to look at the records. Each gives a number out of a total,
so that it can be judged without knowing the statistic.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import sqrt

from chalicelib.rules.base.centro import CENTRO

AVISO = "Son señales, no dictámenes: dicen qué conviene mirar. No cambian la clase de ningún registro."
NOCHE = (23, 6)
"""Hours of the night in the centre's time zone: from the first (included) until the second (excluded)."""

LARGO_CELDA = 10
"""Characters of a cell's digest: 50 bits, enough to tell the cells of one aspirante apart."""

MINIMO = 20
"""Records below which no signal is given about an auxiliar."""
POR_HORA = 60
"""Records that one person can capture in an hour at one place: one a minute, without a pause."""
_Z = 3.0
"""Standard deviations of a signal. By chance it marks about 1 of 700 auxiliares; the usual 1.96 would mark 1 of 40."""


class TipoSenal(StrEnum):
    """Lo que parece inusual de una persona auxiliar."""

    INCONSISTENTES = "inconsistentes"
    NOCHE = "noche"
    LUGAR_COMPARTIDO = "lugar_compartido"
    RITMO = "ritmo"
    SIN_CEDULA = "sin_cedula"
    SIN_LUGAR = "sin_lugar"


@dataclass(frozen=True)
class Senal:
    """A signal about an auxiliar: `n` of its `de` records; `texto` for people."""

    auxiliar: str
    que: TipoSenal
    n: int
    de: int
    texto: str


@dataclass(frozen=True)
class Enviado:
    """Figures of what an auxiliar, or all auxiliares of an aspirante, have sent."""

    recibidos: int
    inconsistentes: int = 0
    de_noche: int = 0


@dataclass(frozen=True)
class EnCeldas:
    """An auxiliar's records that have a place, by cell (`cell_of`): all of them; those in cells where other auxiliares
    captured too; the most other auxiliares in one cell; the most records in one cell."""

    total: int
    compartidos: int
    otros: int
    mayor: int


def signals_of_totals(auxiliar: str, propio: Enviado, todos: Enviado) -> Iterator[Senal]:
    """Signals from totals. `propio`: the auxiliar's; `todos`: of all the aspirante's auxiliares, this one included."""
    n, malos, noche = propio.recibidos, propio.inconsistentes, propio.de_noche
    if n < MINIMO:
        return
    if todos.recibidos and at_least(malos, n) > todos.inconsistentes / todos.recibidos:
        texto = (
            f"{malos} de sus {n} registros son inconsistentes, más de lo que explica el azar frente a"
            f" {todos.inconsistentes} de {todos.recibidos} entre todos los del aspirante."
        )
        yield Senal(auxiliar, TipoSenal.INCONSISTENTES, malos, n, texto)
    if 2 * noche >= n:
        texto = f"{noche} de sus {n} registros se recibieron de noche, entre las 23:00 y las 6:00 del centro."
        yield Senal(auxiliar, TipoSenal.NOCHE, noche, n, texto)


def signal_without_cedula(auxiliar: str, recibidos: int) -> Senal:
    """The signal that an auxiliar sent records but never the visual evidence of their Cédula (8.5)."""
    texto = f"Envió {recibidos} registros y no ha enviado los testigos visuales de su Cédula de Registro (numeral 8.5)."
    return Senal(auxiliar, TipoSenal.SIN_CEDULA, recibidos, recibidos, texto)


def signal_without_place(auxiliar: str, sin_lugar: int, recibidos: int) -> Senal:
    """The signal that records of an auxiliar came without the place of their capture (8.1)."""
    texto = (
        f"{sin_lugar} de sus {recibidos} registros llegaron sin la ubicación, que debe estar activada mientras se capta"
        f" (numeral 8.1). También puede ser que el dispositivo no tuviera señal."
    )
    return Senal(auxiliar, TipoSenal.SIN_LUGAR, sin_lugar, recibidos, texto)


def signals_of_cells(auxiliar: str, c: EnCeldas) -> Iterator[Senal]:
    """Signals that the places and hours of capture give."""
    if c.compartidos >= MINIMO:
        texto = (
            f"{c.compartidos} de sus {c.total} registros con ubicación se captaron donde y cuando también captaba otro"
            f" auxiliar (hasta {c.otros} más a la vez). Una mesa en un lugar concurrido también se ve así."
        )
        yield Senal(auxiliar, TipoSenal.LUGAR_COMPARTIDO, c.compartidos, c.total, texto)
    if c.mayor > POR_HORA:
        texto = f"Captó {c.mayor} registros en un mismo lugar y hora: más de uno por minuto."
        yield Senal(auxiliar, TipoSenal.RITMO, c.mayor, c.total, texto)


def at_least(parte: int, todo: int) -> float:
    """Share (0 to 1) that is exceeded almost surely: lower bound of Wilson's interval for `parte` out of `todo`."""
    if not parte:
        return 0.0  # rounding in floating point would give slightly more than 0
    p, z2 = parte / todo, _Z * _Z
    centro, margen = p + z2 / (2 * todo), _Z * sqrt(p * (1 - p) / todo + z2 / (4 * todo * todo))
    return (centro - margen) / (1 + z2 / todo)


def cell_of(latitud: float, longitud: float, capturado: datetime) -> str:
    """Cell of a capture, as a text: its place, rounded to some 110 m, and its hour in the centre's time zone."""
    return f"{latitud:.3f},{longitud:.3f},{capturado.astimezone(CENTRO):%Y-%m-%dT%H}"


def at_night(momento: datetime) -> bool:
    """Whether that instant (aware) is at night (`NOCHE`) in the centre's time zone."""
    hora = momento.astimezone(CENTRO).hour
    return hora >= NOCHE[0] or hora < NOCHE[1]
