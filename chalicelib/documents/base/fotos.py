"""Pictures as they are printed: what a phone sent, decoded, made smaller, and never the reason that a page fails.

Reception looks at headers and ends only (`vault/imagenes.py`): a picture may break half-way, and whoever reviews must
see that it does.
"""

import io

from PIL import Image, ImageDraw

LADO = 1200
"""Pixels of the longer side: some 380 dots an inch at the size of a printed credential."""
_FALLAS = (SyntaxError, OSError, ValueError, IndexError, TypeError, KeyError, EOFError, OverflowError)


def printable(contenido: bytes) -> bytes:
    """The picture as a JPEG of at most `LADO` pixels a side; a grey card that says so where it does not decode."""
    try:
        with Image.open(io.BytesIO(contenido), formats=("JPEG", "PNG")) as imagen:
            imagen.draft(
                "RGB", (LADO, LADO)
            )  # a JPEG is decoded small to begin with: a 36 Mpx one costs little
            return _jpeg(_on_white(imagen))
    except (*_FALLAS, Image.DecompressionBombError):
        return _jpeg(_illegible())


def _on_white(imagen: Image.Image) -> Image.Image:
    """Without transparency, which a printed signature has none of."""
    imagen.thumbnail((LADO, LADO))
    if imagen.mode not in ("RGBA", "LA", "P", "PA"):
        return imagen.convert("RGB")
    con_alfa = imagen.convert("RGBA")
    fondo = Image.new("RGBA", con_alfa.size, "white")
    return Image.alpha_composite(fondo, con_alfa).convert("RGB")


def _illegible() -> Image.Image:
    tarjeta = Image.new("RGB", (856, 540), "#dddddd")
    ImageDraw.Draw(tarjeta).text((428, 270), "Imagen ilegible", fill="#333333", anchor="mm", font_size=60)
    return tarjeta


def _jpeg(imagen: Image.Image) -> bytes:
    salida = io.BytesIO()
    imagen.save(salida, "JPEG", quality=85)
    return salida.getvalue()
