"""Chart of records by day and of their running total: two panels over one axis of days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from reportlab.graphics.shapes import Circle, Drawing, PolyLine

from chalicelib.documents.base.hoja import GRIS, RAYA
from chalicelib.documents.base.numeros import day_in_words, integer, short_day
from chalicelib.documents.base.tipos import FUERTE
from chalicelib.documents.base.trazo import CUENTA, NO_CUENTA, Figura, bar, rule, ticks, width, write

_ALTO, _PIE, _BARRAS, _HUECO, _LINEA = 190.0, 16.0, 72.0, 30.0, 54.0
_ANCHO_BARRA = 34.0
_CADA = (1, 2, 5, 7, 14, 28, 56, 112)  # days from one date on the axis to the next


@dataclass(frozen=True)
class _Eje:
    """Horizontal axis of the days."""

    x0: float
    largo: float
    cuantos: int

    @property
    def paso(self) -> float:
        return self.largo / self.cuantos

    def middle(self, n: int) -> float:
        return self.x0 + self.paso * (n + 0.5)


def days_chart(dias: Sequence[tuple[date, int]], ancho: float) -> Figura:
    """Bars by day and, from two days on, the running total above them; days without records keep their place."""
    todos = every_day(dias)
    cifras = [n for _, n in todos]
    suma = list(accumulate(cifras))
    eje_bajo, eje_alto = ticks(max(cifras)), ticks(suma[-1])
    margen = max(width(integer(t), tamano=7) for t in (*eje_bajo, *eje_alto)) + 6
    eje = _Eje(margen, ancho - margen - 4, len(todos))
    dibujo = Drawing(ancho, _ALTO if len(todos) > 1 else _ALTO - _LINEA - _HUECO)
    dia, cifra = max(todos, key=lambda t: t[1])
    mayor = f"{day_in_words(dia)}, {integer(cifra)}"
    _bars(dibujo, eje, cifras, eje_bajo, mayor)
    if len(todos) > 1:
        _line(dibujo, eje, suma, eje_alto)
    _dates(dibujo, eje, [d for d, _ in todos])
    dicho = (
        f"Apoyos recibidos por día, del {day_in_words(todos[0][0])} al {day_in_words(todos[-1][0])}: "
        f"{integer(suma[-1])} en total; el día con más: {mayor}."
    )
    return Figura(dibujo, dicho)


def every_day(dias: Sequence[tuple[date, int]]) -> list[tuple[date, int]]:
    """The days in order; days without records in between are added with 0."""
    hay = dict(dias)
    primero, ultimo = min(hay), max(hay)
    calendario = (primero + timedelta(n) for n in range((ultimo - primero).days + 1))
    return [(d, hay.get(d, 0)) for d in calendario]


def _grid(
    dibujo: Drawing, eje: _Eje, y0: float, alto: float, marcas: Sequence[int], titulo: str, tope: int
) -> float:
    """Draw the lines of a panel with their numbers; return points per record."""
    escala = alto / tope
    for t in marcas:
        rule(dibujo, (eje.x0, y0 + t * escala), (eje.x0 + eje.largo, y0 + t * escala))
        write(dibujo, eje.x0 - 4, y0 + t * escala - 2.5, integer(t), tamano=7, color=GRIS, ancla="end")
    write(dibujo, 0, y0 + alto + 12, titulo, tipo=FUERTE, tamano=8, color=GRIS)
    return escala


def _bars(dibujo: Drawing, eje: _Eje, cifras: Sequence[int], marcas: Sequence[int], mayor: str) -> None:
    """Draw the bars: each with its number if all numbers fit; else with scale lines, and the greatest in words."""
    caben = max(width(integer(c), tamano=7) for c in cifras) + 3 <= eje.paso
    titulo = "Por día" if caben else f"Por día; el de más: {mayor}"
    escala = _grid(dibujo, eje, _PIE, _BARRAS, marcas[:1] if caben else marcas, titulo, marcas[-1])
    grueso = min(eje.paso * 0.82, _ANCHO_BARRA)
    for n, cifra in enumerate(cifras):
        x, alto = eje.middle(n), max(cifra * escala, 0.5)
        if cifra:
            bar(dibujo, x - grueso / 2, _PIE, grueso, alto, NO_CUENTA)
        if caben:
            write(dibujo, x, _PIE + cifra * escala + 2.5, integer(cifra), tamano=7, ancla="middle")


def _line(dibujo: Drawing, eje: _Eje, suma: Sequence[int], marcas: Sequence[int]) -> None:
    y0 = _PIE + _BARRAS + _HUECO
    titulo = f"Acumulado: {integer(suma[-1])}"
    escala = _grid(dibujo, eje, y0, _LINEA, marcas, titulo, marcas[-1])
    puntos = [xy for n, s in enumerate(suma) for xy in (eje.middle(n), y0 + s * escala)]
    dibujo.add(PolyLine(puntos, strokeColor=CUENTA, strokeWidth=1.6))
    dibujo.add(Circle(puntos[-2], puntos[-1], 2.2, fillColor=CUENTA, strokeColor=None))


def _dates(dibujo: Drawing, eje: _Eje, dias: Sequence[date]) -> None:
    """Draw as many date labels as fit side by side in the chart, always the first one."""
    rotulo = max(width(short_day(d), tamano=7) for d in dias) + 8
    cada = next((c for c in _CADA if eje.paso * c >= rotulo), len(dias))
    for n in range(0, len(dias), cada):
        x, texto = eje.middle(n), short_day(dias[n])
        medio = width(texto, tamano=7) / 2
        if n and x + medio > dibujo.width:
            break
        rule(dibujo, (x, _PIE), (x, _PIE - 3), RAYA, 0.6)
        write(dibujo, max(x, medio), 3, texto, tamano=7, color=GRIS, ancla="middle")
