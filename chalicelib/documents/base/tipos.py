"""Letters of the printed documents: Source Sans Pro, and DejaVu Sans for what it lacks. Both open, both embedded.

A name may hold any Latin letter and mark that rules/credencial/ficha.py admits; a letter that only the second
typeface has is set in it together with its marks, so that they meet.
"""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
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
    return "".join(
        escape(trozo) if letra == tipo else f'<font name="{_RESERVA}">{escape(trozo)}</font>'
        for letra, trozo in runs(texto, tipo)
    )


def runs(texto: str, tipo: str = NORMAL) -> list[tuple[str, str]]:
    """The text in stretches of one typeface each, (typeface, stretch); control characters are blanks."""
    load()
    visible = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in texto)
    racimos = ((_typeface(r, tipo), r) for r in _RACIMO.findall(visible))
    return [(letra, "".join(r for _, r in grupo)) for letra, grupo in groupby(racimos, itemgetter(0))]


def _typeface(racimo: str, tipo: str) -> str:
    glifos = getFont(tipo).face.charToGlyph
    return tipo if all(ord(c) in glifos for c in racimo) else _RESERVA
