"""Head and foot of each page of a document, with "Página n de m"."""

from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import letter
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from chalicelib.documents.base.tipos import FUERTE, NORMAL

MARGEN = 19 * mm
_TINTA, _GRIS, _ACENTO = HexColor("#1a1a1a"), HexColor("#5a5a5a"), HexColor("#950054")
_CABEZA, _PIE = 33 * mm, 17 * mm


def draw_band(lienzo: Canvas, ancho: float, alto: float) -> None:
    """The band of colour at the top edge of every page."""
    lienzo.setFillColor(_ACENTO)
    lienzo.rect(0, alto - 5 * mm, ancho, 5 * mm, stroke=0, fill=1)


def draw_rules(lienzo: Canvas, ancho: float, alto: float) -> None:
    """The lines under the head and over the foot; leaves the colour in which the foot is written."""
    lienzo.setStrokeColor(_ACENTO)
    lienzo.setLineWidth(0.8)
    lienzo.line(MARGEN, alto - 30 * mm, ancho - MARGEN, alto - 30 * mm)
    lienzo.line(MARGEN, 14 * mm, ancho - MARGEN, 14 * mm)
    lienzo.setFillColor(_GRIS)


@dataclass(frozen=True)
class Membrete:
    """Head and foot of every page; it holds no personal data.

    `autoridad`: who issues the document; `sistema`: second line; `rotulo_folio`, `folio`: in the box on the right;
    `pie`: text that ties the page to the data it was made from.
    """

    autoridad: str
    sistema: str
    titulo: str
    rotulo_folio: str
    folio: str
    pie: str


@dataclass(frozen=True)
class PaginaCarta:
    """A letter-size page with its head and foot; lengths in points."""

    membrete: Membrete

    @property
    def pie(self) -> float:
        """Lower edge of the text area."""
        return _PIE

    @property
    def alto_util(self) -> float:
        """Height of the text's area."""
        return float(letter[1] - _CABEZA - _PIE)

    def draw(self, lienzo: Canvas, _documento: Any) -> None:
        """Head and foot but the page number, which is known in the end only."""
        ancho, alto = letter
        lienzo.saveState()
        draw_band(lienzo, ancho, alto)
        self._titles(lienzo, alto)
        self._folio(lienzo, ancho, alto)
        draw_rules(lienzo, ancho, alto)
        _fit(lienzo, self.membrete.pie, NORMAL, 7, 150 * mm)
        lienzo.drawString(MARGEN, 10 * mm, self.membrete.pie)
        lienzo.restoreState()

    def _titles(self, lienzo: Canvas, alto: float) -> None:
        m = self.membrete
        renglones = (
            (m.autoridad, FUERTE, 11.0, 13.5, _TINTA),
            (m.sistema, NORMAL, 8.5, 18.0, _GRIS),
            (m.titulo, FUERTE, 13.0, 25.5, _ACENTO),
        )
        for texto, tipo, tamano, y, color in renglones:
            lienzo.setFillColor(color)
            _fit(lienzo, texto, tipo, tamano, 128 * mm)
            lienzo.drawString(MARGEN, alto - y * mm, texto)

    def _folio(self, lienzo: Canvas, ancho: float, alto: float) -> None:
        lienzo.setStrokeColor(_TINTA)
        lienzo.setLineWidth(0.8)
        lienzo.roundRect(ancho - MARGEN - 44 * mm, alto - 26.5 * mm, 44 * mm, 15 * mm, 4, fill=0)
        lienzo.setFillColor(_GRIS)
        lienzo.setFont(NORMAL, 7)
        lienzo.drawCentredString(ancho - MARGEN - 22 * mm, alto - 15.5 * mm, self.membrete.rotulo_folio)
        lienzo.setFillColor(_TINTA)
        _fit(lienzo, self.membrete.folio, FUERTE, 14, 40 * mm)
        lienzo.drawCentredString(ancho - MARGEN - 22 * mm, alto - 22.5 * mm, self.membrete.folio)


def _fit(lienzo: Canvas, texto: str, tipo: str, tamano: float, ancho: float) -> None:
    """Set the size, smaller where the text would not fit."""
    justo = min(tamano, tamano * ancho / max(lienzo.stringWidth(texto, tipo, tamano), 1))
    lienzo.setFont(tipo, justo)


class NumberedCanvas(Canvas):
    """Keeps the pages until all are there, then numbers them."""

    def __init__(self, *argumentos: Any, **opciones: Any) -> None:
        super().__init__(*argumentos, **opciones)
        self._paginas: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        self._paginas.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for pagina in self._paginas:
            self.__dict__.update(pagina)
            self.setFont(NORMAL, 7)
            self.setFillColor(_GRIS)
            self.drawRightString(
                self._pagesize[0] - MARGEN, 10 * mm, f"Página {self._pageNumber} de {len(self._paginas)}"
            )
            super().showPage()
        super().save()
