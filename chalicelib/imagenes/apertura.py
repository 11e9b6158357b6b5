"""Opening an image at the size at which it is measured, so that what is measured does not depend on the phone.

libjpeg makes a picture smaller while it decodes (`draft`): half the side costs a fraction of the time and memory.
"""

import io
from dataclasses import dataclass

from PIL import Image

LADO = 800
"""Pixels of the longer side: half of what a phone sends, so that the sensor's grain averages out and print stays."""
LADO_COLOR = 200


class Ilegible(ValueError):
    """The bytes break before the picture ends. Reception looks at header and end only."""


@dataclass(frozen=True)
class Fotografia:
    """A picture decoded once: `luz`, grey as decoded; `gris`, `LADO` pixels at most; `color`, YCbCr, `LADO_COLOR`."""

    luz: Image.Image
    gris: Image.Image
    color: Image.Image


def open_photo(data: bytes) -> Fotografia:
    """The picture for all that is measured of it. Raises `Ilegible`."""
    imagen = _read(data, "YCbCr", LADO)
    luz = imagen.getchannel("Y")
    return Fotografia(luz, _within(luz, LADO), _within(imagen, LADO_COLOR))


def open_grey(data: bytes, lado: int) -> Image.Image:
    """The picture in grey, its longer side `lado` pixels at most. Raises `Ilegible`."""
    return _within(_read(data, "L", lado), lado)


def _within(imagen: Image.Image, lado: int) -> Image.Image:
    escala = min(1.0, lado / max(imagen.size))
    ancho, alto = (max(1, round(x * escala)) for x in imagen.size)
    return imagen.resize((ancho, alto), Image.Resampling.BOX)


def _read(data: bytes, modo: str, lado: int) -> Image.Image:
    """Decoded no larger than needed for a longer side of `lado`."""
    try:
        imagen: Image.Image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
        escala = min(1.0, lado / max(imagen.size))
        imagen.draft(modo, (int(imagen.width * escala), int(imagen.height * escala)))
        return imagen.convert("RGB").convert(modo) if imagen.mode == "P" else imagen.convert(modo)
    # What Pillow raises for a damaged picture is not one family.
    except (
        SyntaxError,
        OSError,
        ValueError,
        IndexError,
        TypeError,
        KeyError,
        EOFError,
        OverflowError,
    ) as error:
        raise Ilegible from error
