"""Whether the images of an expediente are images, from their header and their end.

They are not decoded here: decoding costs more than all the rest of a reception, and what a picture shows is
for the Mesa to say (13.7). A file with a good header and a good end that breaks half-way is seen there, as an
illegible image.
"""

import io

from PIL import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from chalicelib.vault.errores import ExpedienteInvalido

JPEG_PIXELES = (200, 6000)
FIRMA_PIXELES = (50, 4000)
"""Least and most pixels of each side."""
_JPEG_END = b"\xff\xd9"
_PNG_END = b"\x00\x00\x00\x00IEND\xae\x42\x60\x82"


def check_image(name: str, data: bytes) -> None:
    """That `data` is the image that the entry `name` should be. Raises ExpedienteInvalido."""
    if name.endswith(".png"):
        _check(name, data, PngImageFile, _PNG_END, FIRMA_PIXELES)
    else:
        _check(name, data, JpegImageFile, _JPEG_END, JPEG_PIXELES)


def _check(
    name: str, data: bytes, kind: type[ImageFile.ImageFile], end: bytes, pixels: tuple[int, int]
) -> None:
    try:
        # The plugin itself and not Image.open, which imports the plugins of other formats.
        width, height = kind(io.BytesIO(data)).size
    # What Pillow raises for bytes that are not an image is not one family.
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
        raise ExpedienteInvalido("imagen_invalida", name) from error
    if not data.endswith(end):
        raise ExpedienteInvalido("imagen_incompleta", name)
    least, most = pixels
    if not (least <= width <= most and least <= height <= most):
        raise ExpedienteInvalido("imagen_dimensiones", name)
