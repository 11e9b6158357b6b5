"""Pictures as they are printed: what a phone sent, decoded, made smaller, and never the reason that a page fails.

Reception looks at headers and ends only (`vault/imagenes.py`): a picture may break half-way, and whoever reviews must
see that it does.
"""

import io

from PIL import Image, ImageDraw

from chalicelib.base.hijo import FueraDeLimite, Limites, run_limited
from chalicelib.imagenes.apertura import ImagenIlegible, open_upright

LADO = 1200
"""Pixels of the longer side: some 380 dots an inch at the size of a printed credential."""
LIMITES = Limites(segundos=4)


def printable(contenido: bytes) -> bytes:
    """The picture as a JPEG of at most `LADO` pixels a side; a grey placeholder that says so when it cannot be
    decoded. It is decoded in a child process with limits, so that a hostile file cannot stall printing.
    """
    try:
        return run_limited(LIMITES, _printable, contenido)
    except FueraDeLimite:
        return _jpeg(_illegible())


def _printable(contenido: bytes) -> bytes:
    try:
        # A JPEG is decoded small to begin with: a 36 Mpx one costs little.
        imagen = open_upright(contenido, LADO)
    except ImagenIlegible:
        return _jpeg(_illegible())
    imagen.thumbnail((LADO, LADO))
    return _jpeg(imagen.convert("RGB"))


def _illegible() -> Image.Image:
    tarjeta = Image.new("RGB", (856, 540), "#dddddd")
    ImageDraw.Draw(tarjeta).text((428, 270), "Imagen ilegible", fill="#333333", anchor="mm", font_size=60)
    return tarjeta


def _jpeg(imagen: Image.Image) -> bytes:
    salida = io.BytesIO()
    imagen.save(salida, "JPEG", quality=85)
    return salida.getvalue()
