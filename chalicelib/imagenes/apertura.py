"""Opening an image at a fixed size, so that measurements do not depend on the phone.

libjpeg reduces a picture while it decodes (`draft`): half the side costs a fraction of the time and memory.
"""

import io
import struct
from dataclasses import dataclass

from PIL import Image

LADO = 800
"""Longer side in pixels: half of what a phone sends, so that the sensor's noise averages out and print
stays legible.
"""
LADO_COLOR = 200
_ORIENTACION = 0x0112
_T = Image.Transpose
_GIROS = {
    2: _T.FLIP_LEFT_RIGHT,
    3: _T.ROTATE_180,
    4: _T.FLIP_TOP_BOTTOM,
    5: _T.TRANSPOSE,
    6: _T.ROTATE_270,
    7: _T.TRANSVERSE,
    8: _T.ROTATE_90,
}
"""EXIF orientation -> the transposition that puts the picture upright."""


class ImagenIlegible(ValueError):
    """The bytes end or break before the picture is complete. Reception checks only the header and the end."""


@dataclass(frozen=True)
class Fotografia:
    """A picture decoded once. `luz`: grey, as decoded; `gris`: grey, at most `LADO` pixels; `color`: YCbCr, at most
    `LADO_COLOR`."""

    luz: Image.Image
    gris: Image.Image
    color: Image.Image


def open_photo(data: bytes) -> Fotografia:
    """The picture in the forms that all measurements need. Raises `ImagenIlegible`."""
    imagen = _read(data, "YCbCr", LADO)
    luz = imagen.getchannel("Y")
    return Fotografia(luz, _within(luz, LADO), _within(imagen, LADO_COLOR))


def open_grey(data: bytes, lado: int) -> Image.Image:
    """The picture in grey, with a longer side of at most `lado` pixels. Raises `ImagenIlegible`."""
    return _within(_read(data, "L", lado), lado)


def _within(imagen: Image.Image, lado: int) -> Image.Image:
    escala = min(1.0, lado / max(imagen.size))
    ancho, alto = (max(1, round(x * escala)) for x in imagen.size)
    return imagen.resize((ancho, alto), Image.Resampling.BOX)


def _read(data: bytes, modo: str, lado: int) -> Image.Image:
    return open_upright(data, lado, modo).convert(modo)


def open_upright(data: bytes, lado: int, modo: str = "RGB") -> Image.Image:
    """The picture as a person sees it: upright by its EXIF, transparency on white. Raises `ImagenIlegible`.

    It is decoded no larger than a longer side of `lado` needs. `modo`: the wanted colour mode; the result is RGB if the
    decoder cannot give that mode directly.
    """
    try:
        imagen: Image.Image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
        escala = min(1.0, lado / max(imagen.size))
        # libjpeg decodes RGB-coded data to RGB only.
        directo = "RGB" if _is_coded_rgb(imagen) else modo
        imagen.draft(directo, (int(imagen.width * escala), int(imagen.height * escala)))
        imagen.load()
        return _on_white(_turned(imagen))
    except (*FALLAS, Image.DecompressionBombError) as error:
        raise ImagenIlegible from error


FALLAS = (
    SyntaxError,
    OSError,
    ValueError,
    IndexError,
    TypeError,
    KeyError,
    EOFError,
    OverflowError,
    struct.error,
)
"""Exceptions that Pillow raises for a damaged picture. They have no common base class."""


def _is_coded_rgb(imagen: Image.Image) -> bool:
    """Whether a JPEG's three components are red, green and blue, by Adobe's marker or by their ids."""
    if imagen.format != "JPEG" or imagen.mode != "RGB":
        return False
    return imagen.info.get("adobe_transform") == 0 or [c[0] for c in imagen.layer] == [82, 71, 66]  # type: ignore[attr-defined]


def _turned(imagen: Image.Image) -> Image.Image:
    giro = _GIROS.get(imagen.getexif().get(_ORIENTACION, 1))
    return imagen if giro is None else imagen.transpose(giro)


def _on_white(imagen: Image.Image) -> Image.Image:
    """The picture without transparency, on white: a signature pad may export ink on a transparent ground."""
    if imagen.mode.startswith("I"):  # 16 bits of grey
        return imagen.point(lambda v: v / 256).convert("L")
    if not imagen.has_transparency_data:
        return imagen.convert("RGB") if imagen.mode in ("P", "1") else imagen
    con_alfa = imagen.convert("RGBA")
    fondo = Image.new("RGBA", con_alfa.size, "white")
    return Image.alpha_composite(fondo, con_alfa).convert("RGB")
