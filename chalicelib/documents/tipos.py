"""Letters of the printed documents: Source Sans Pro, and DejaVu Sans for what it lacks. Both open, both embedded.

A name may hold any Latin letter and mark that rules/ficha.py admits; a letter that only the second typeface has is
set in it together with its marks, so that they meet.
"""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfmetrics import getFont, registerFont
from reportlab.pdfbase.ttfonts import TTFont

NORMAL, FUERTE, _RESERVA = "Texto", "TextoFuerte", "TextoReserva"
_CARPETA = files("font_source_sans_pro") / "files"
_ARCHIVOS = {
    NORMAL: str(_CARPETA / "SourceSansPro-Regular.ttf"),
    FUERTE: str(_CARPETA / "SourceSansPro-Semibold.ttf"),
    _RESERVA: str(Path(__file__).parent / "tipos" / "DejaVuSans.ttf"),
}
_RACIMO = re.compile(r".[\u0300-\u0345]*", re.DOTALL)


@cache
def load() -> None:
    """Register the typefaces, once per process (some 60 ms)."""
    for nombre, archivo in _ARCHIVOS.items():
        registerFont(TTFont(nombre, archivo))


def markup(texto: str, tipo: str = NORMAL) -> str:
    """The text as a paragraph's markup: nothing in it is read as markup, and each letter has a glyph."""
    load()
    visible = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in texto)
    return "".join(_set(racimo, tipo) for racimo in _RACIMO.findall(visible))


def _set(racimo: str, tipo: str) -> str:
    if all(ord(c) in getFont(tipo).face.charToGlyph for c in racimo):
        return escape(racimo)
    return f'<font name="{_RESERVA}">{escape(racimo)}</font>'
