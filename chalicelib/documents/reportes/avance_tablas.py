"""Tables of a reporte de avance; they continue over pages with the header repeated."""

from collections.abc import Sequence
from decimal import Decimal
from textwrap import shorten

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, LongTable, Paragraph, Spacer

from chalicelib.documents.base.hoja import AVISO, FONDO, GRIS, RAYA, VACIO, section_title, style
from chalicelib.documents.base.numeros import integer, percent
from chalicelib.documents.base.tipos import FUERTE, NORMAL, markup
from chalicelib.documents.base.trazo import CUENTA, PENDIENTE
from chalicelib.documents.reportes.avance_datos import Celda, ColumnaImpresa, Fila, TablaImpresa

_TEXTO, _PIE = style("celda", 8), style("celda_pie", 8, fontName=FUERTE)
_ENCABEZADO = style("encabezado", 7.5, fontName=FUERTE, textColor=GRIS)
_ENCABEZADO_NUMERO = style("encabezado_numero", 7.5, fontName=FUERTE, textColor=GRIS, alignment=TA_RIGHT)
_RELLENO, _ANTES_DE_BARRA = 3.0, 12.0
MAX_CELDA = 300  # characters of a cell, so that a row always fits on a page
SIN_FILAS = "Sin renglones en este corte."


class Barra(Flowable):
    """A percentage with a small bar beside it, full at 100 %."""

    def __init__(self, porcentaje: Decimal, ancho: float) -> None:
        super().__init__()
        self.porcentaje, self.ancho = porcentaje, ancho

    def wrap(self, _ancho: float, _alto: float) -> tuple[float, float]:
        return self.ancho, 10

    def draw(self) -> None:
        """Draw the figure on the right and the bar on its left."""
        texto = percent(self.porcentaje)
        largo = self.ancho - 50
        self.canv.setFillColor(PENDIENTE)
        self.canv.rect(0, 1.5, largo, 6, stroke=0, fill=1)
        if lleno := largo * float(min(self.porcentaje, Decimal(100))) / 100:
            self.canv.setFillColor(CUENTA)
            self.canv.rect(0, 1.5, lleno, 6, stroke=0, fill=1)
        self.canv.setFillColor(_TEXTO.textColor)
        tamano = min(8, 8 * 46 / stringWidth(texto, NORMAL, 8))
        self.canv.setFont(NORMAL, tamano)
        self.canv.drawRightString(self.ancho, 2, texto)


def printed_table(t: TablaImpresa, ancho: float) -> list[Flowable]:
    """Title, rows and note of a table; `ancho` in points."""
    partes: list[Flowable] = [CondPageBreak(30 * mm), section_title(t.titulo, ancho)]
    if not t.filas:
        return [*partes, Paragraph(SIN_FILAS, _TEXTO), Spacer(0, 4 * mm)]
    anchos = _widths(t.columnas, ancho)
    numeros = [any(isinstance(f[n], int | Decimal) for f in t.filas) for n in range(len(t.columnas))]
    cabeza = [
        Paragraph(markup(c.titulo, FUERTE), _ENCABEZADO_NUMERO if numero and not c.barra else _ENCABEZADO)
        for c, numero in zip(t.columnas, numeros, strict=True)
    ]
    filas = [
        _row(f, t.columnas, anchos, pie) for parte, pie in ((t.filas, False), (t.pie, True)) for f in parte
    ]
    partes.append(LongTable([cabeza, *filas], colWidths=anchos, repeatRows=1, style=_style(t, numeros)))
    if t.nota:
        partes.append(Paragraph(markup(t.nota), AVISO))
    return [*partes, Spacer(0, 4 * mm)]


def _widths(columnas: Sequence[ColumnaImpresa], ancho: float) -> list[float]:
    partes = sum(c.ancho for c in columnas)
    return [ancho * c.ancho / partes for c in columnas]


def _row(fila: Fila, columnas: Sequence[ColumnaImpresa], anchos: Sequence[float], pie: bool) -> list[object]:
    return [_cell(x, c, a - 2 * _RELLENO, pie) for x, c, a in zip(fila, columnas, anchos, strict=True)]


def _cell(celda: Celda, columna: ColumnaImpresa, ancho: float, pie: bool) -> object:
    """A cell ready to draw. Counts are plain text, because a paragraph for each would take ten times as long."""
    if isinstance(celda, str):
        corta = shorten(celda, MAX_CELDA, placeholder="…")
        return Paragraph(markup(corta, FUERTE if pie else NORMAL), _PIE if pie else _TEXTO)
    if isinstance(celda, Decimal):
        return Barra(celda, ancho - _ANTES_DE_BARRA + _RELLENO) if columna.barra else percent(celda)
    return VACIO if celda is None else integer(celda)


def _style(t: TablaImpresa, numeros: Sequence[bool]) -> list[tuple[object, ...]]:
    estilo: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), NORMAL, 8),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LEFTPADDING", (0, 0), (-1, -1), _RELLENO),
        ("RIGHTPADDING", (0, 0), (-1, -1), _RELLENO),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, GRIS),
        ("LINEBELOW", (0, 1), (-1, -1), 0.3, RAYA),
        *(("ALIGN", (n, 0), (n, -1), "RIGHT") for n, numero in enumerate(numeros) if numero),
        *(("LEFTPADDING", (n, 0), (n, -1), _ANTES_DE_BARRA) for n, c in enumerate(t.columnas) if c.barra),
    ]
    if t.pie:
        desde = (0, -len(t.pie))
        estilo += [("BACKGROUND", desde, (-1, -1), FONDO), ("FONT", desde, (-1, -1), FUERTE, 8)]
    return estilo
