"""Head and foot of a reporte de avance, on each page: its subject, the mark "preliminary", cut and filters."""

from typing import Any

from reportlab.lib.pagesizes import LETTER
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from chalicelib.documents.base.hoja import ACENTO, GRIS, TINTA, style
from chalicelib.documents.base.numeros import instant_in_words
from chalicelib.documents.base.pagina import MARGEN, draw_band, draw_rules
from chalicelib.documents.base.tipos import FUERTE, NORMAL, markup, runs
from chalicelib.documents.base.trazo import fit
from chalicelib.documents.reportes.avance_datos import ReporteAvance

TITULO = "Reporte de avance"
ANCHO = LETTER[0] - 2 * MARGEN
_CABEZA, _PIE, _CAJA = 31.5 * mm, 17 * mm, 44 * mm
_CORTE = style("corte", 8)


class HojaAvance:
    """A letter-size page. `huella`: digest of the figures, which ties each page to them."""

    def __init__(self, reporte: ReporteAvance, huella: str) -> None:
        self.reporte, self.huella = reporte, huella
        self.corte = Paragraph(markup(self._cut()), _CORTE)
        self._alto_corte = float(self.corte.wrap(ANCHO, LETTER[1])[1])

    @property
    def pie(self) -> float:
        """Lower edge of the text area."""
        return _PIE

    @property
    def alto_util(self) -> float:
        """Height of the text area, which is less the more filters are printed."""
        return float(LETTER[1] - _CABEZA - self._alto_corte - 4 * mm - _PIE)

    def _cut(self) -> str:
        filtros = "; ".join(f"{f.rotulo}: {f.valor}" for f in self.reporte.filtros) or "ninguno"
        return f"Corte: {instant_in_words(self.reporte.corte)}. Filtros: {filtros}."

    def draw(self, lienzo: Canvas, _documento: Any) -> None:
        """Draw head and foot without the page number, which is added when the number of pages is known."""
        ancho, alto = LETTER
        lienzo.saveState()
        draw_band(lienzo, ancho, alto)
        self._titles(lienzo, alto)
        self._mark(lienzo, ancho, alto)
        draw_rules(lienzo, ancho, alto)
        lienzo.setFont(NORMAL, 7)
        pie = f"Información preliminar (Protocolo, 7.13) · Huella de las cifras (SHA-256): {self.huella}"
        lienzo.drawString(MARGEN, 10 * mm, pie)
        lienzo.restoreState()
        self.corte.drawOn(lienzo, MARGEN, alto - _CABEZA - self._alto_corte)

    def _titles(self, lienzo: Canvas, alto: float) -> None:
        r = self.reporte
        renglones = (
            (r.autoridad, FUERTE, 11.0, 12.5, TINTA),
            (r.proceso, NORMAL, 9.0, 17.0, GRIS),
            (r.persona, NORMAL, 9.0, 21.0, GRIS),
            (TITULO, FUERTE, 14.0, 27.0, ACENTO),
        )
        for texto, tipo, tamano, y, color in renglones:
            lienzo.setFillColor(color)
            cabe, justo = fit(texto, ANCHO - _CAJA - 5 * mm, tipo, tamano, 7.5)
            _draw(lienzo, MARGEN, alto - y * mm, cabe, tipo, justo)

    def _mark(self, lienzo: Canvas, ancho: float, alto: float) -> None:
        """Draw the mark that the report is preliminary, where a Cédula has its folio."""
        x = ancho - MARGEN - _CAJA
        lienzo.setStrokeColor(TINTA)
        lienzo.setLineWidth(1.4)
        lienzo.roundRect(x, alto - 26.5 * mm, _CAJA, 15 * mm, 4, fill=0)
        lienzo.setFillColor(TINTA)
        lienzo.setFont(FUERTE, 17)
        lienzo.drawCentredString(x + _CAJA / 2, alto - 19 * mm, "PRELIMINAR")
        lienzo.setFillColor(GRIS)
        lienzo.setFont(NORMAL, 7)
        lienzo.drawCentredString(x + _CAJA / 2, alto - 23.7 * mm, "sujeto a verificación y revisión")


def _draw(lienzo: Canvas, x: float, y: float, texto: str, tipo: str, tamano: float) -> None:
    for letra, trozo in runs(texto, tipo):
        lienzo.setFont(letra, tamano)
        lienzo.drawString(x, y, trozo)
        x += lienzo.stringWidth(trozo, letra, tamano)
