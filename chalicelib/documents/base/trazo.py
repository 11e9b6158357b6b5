"""What the charts of a report share: tints told apart in grey print, texts that fit, and a figure read aloud.

Drawings are `reportlab.graphics`, vectors in the PDF. All lengths are points, origin at the lower left.
"""

from collections.abc import Sequence

from reportlab.graphics.renderPDF import draw
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from chalicelib.documents.base.hoja import ACENTO, GRIS, RAYA, TINTA
from chalicelib.documents.base.tipos import NORMAL, runs

# Three tints of clearly different lightness (L* 32, 66, 93): a photocopy and any eye tell them apart.
CUENTA, NO_CUENTA, PENDIENTE = ACENTO, HexColor("#9aa3ad"), HexColor("#ebebee")
MARCA = TINTA
PUNTOS = (2.5, 2)


def width(texto: str, tipo: str = NORMAL, tamano: float = 8) -> float:
    """Points that the text takes."""
    return float(sum(stringWidth(trozo, letra, tamano) for letra, trozo in runs(texto, tipo)))


def fit(
    texto: str, ancho: float, tipo: str = NORMAL, tamano: float = 8, minimo: float = 6.5
) -> tuple[str, float]:
    """Text and size that fit into the width: first smaller, then shortened with an ellipsis."""
    natural = width(texto, tipo, tamano)
    if natural <= ancho:
        return texto, tamano
    justo = max(minimo, tamano * ancho / natural)
    if width(texto, tipo, justo) <= ancho + 0.01:
        return texto, justo
    cabe = next((n for n in range(len(texto), 0, -1) if width(f"{texto[:n]}…", tipo, minimo) <= ancho), 0)
    return f"{texto[:cabe].rstrip()}…", minimo


def write(
    dibujo: Drawing,
    x: float,
    y: float,
    texto: str,
    *,
    tipo: str = NORMAL,
    tamano: float = 8,
    color: Color = TINTA,
    ancla: str = "start",
) -> float:
    """Text whose start, middle or end is at x; answers where it ends."""
    x -= {"start": 0.0, "middle": 0.5, "end": 1.0}[ancla] * width(texto, tipo, tamano)
    for letra, trozo in runs(texto, tipo):
        dibujo.add(String(x, y, trozo, fontName=letra, fontSize=tamano, fillColor=color))
        x += float(stringWidth(trozo, letra, tamano))
    return x


def bar(dibujo: Drawing, x: float, y: float, ancho: float, alto: float, color: Color) -> None:
    """A filled rectangle; the pale tint has an outline, so that it stays visible on paper."""
    if ancho <= 0:
        return
    borde = NO_CUENTA if color is PENDIENTE else None
    dibujo.add(Rect(x, y, ancho, alto, fillColor=color, strokeColor=borde, strokeWidth=0.5))


def rule(
    dibujo: Drawing,
    desde: tuple[float, float],
    hasta: tuple[float, float],
    color: Color = RAYA,
    grueso: float = 0.4,
    puntos: Sequence[float] | None = None,
) -> None:
    """A straight line, `puntos` for a dashed one."""
    dibujo.add(Line(*desde, *hasta, strokeColor=color, strokeWidth=grueso, strokeDashArray=puntos))


def legend(dibujo: Drawing, x: float, y: float, entradas: Sequence[tuple[Color | None, str]]) -> float:
    """Swatches with their words on one line; without a tint, words only. Answers where it ends."""
    for color, texto in entradas:
        if color is not None:
            bar(dibujo, x, y - 0.5, 6, 6, color)
            x += 9
        x = write(dibujo, x, y, texto, tamano=7.5, color=GRIS) + 12
    return x - 12


def ticks(maximo: int, cuantos: int = 3) -> list[int]:
    """Round numbers from zero up to at least the greatest value, some `cuantos` steps."""
    paso = 1
    while maximo > paso * cuantos:
        paso = _next_round(paso)
    return list(range(0, -(-max(maximo, 1) // paso) * paso + 1, paso))


def _next_round(paso: int) -> int:
    """1, 2, 5, 10, 20, 50, …"""
    return paso * 5 // 2 if str(paso)[0] == "2" else paso * 2


class Figura(Flowable):
    """A drawing with an alternative text for screen readers (`/Alt` of marked content, ISO 32000 14.9.3)."""

    def __init__(self, dibujo: Drawing, dicho: str) -> None:
        super().__init__()
        self.dibujo, self.dicho = dibujo, dicho

    def wrap(self, _ancho: float, _alto: float) -> tuple[float, float]:
        return self.dibujo.width, self.dibujo.height

    def draw(self) -> None:
        dicho = b"\xfe\xff" + self.dicho.encode("utf-16-be")
        self.canv._code.append(f"/Span <</Lang (es-MX) /Alt <{dicho.hex()}>>> BDC")
        draw(self.dibujo, self.canv, 0, 0)
        self.canv._code.append("EMC")
