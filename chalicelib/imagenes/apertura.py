"""Opening an image at the size at which it is measured, so that what is measured does not depend on the phone.

libjpeg makes a picture smaller while it decodes (`draft`): half the side costs a fraction of the time and memory.
"""

import io

from PIL import Image


class Ilegible(ValueError):
    """The bytes break before the picture ends. Reception looks at header and end only."""


def open_within(data: bytes, modo: str, lado: int) -> Image.Image:
    """The picture in `modo` ("L", "YCbCr"), its longer side `lado` pixels at most. Raises `Ilegible`."""
    imagen = _read(data, modo, lado)
    escala = min(1.0, lado / max(imagen.size))
    ancho, alto = (max(1, round(x * escala)) for x in imagen.size)
    return imagen.resize((ancho, alto), Image.Resampling.BOX)


def open_as(data: bytes, ancho: int, alto: int) -> Image.Image:
    """The picture in grey, forced into those pixels by a smooth filter. Raises `Ilegible`."""
    return _read(data, "L", 8 * max(ancho, alto)).resize((ancho, alto), Image.Resampling.BILINEAR)


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
