"""Whether the images of an expediente are images, from their header and a walk to their end.

They are not decoded here: decoding costs more than all the rest of a reception, and what a picture shows is
for the Mesa to say (13.7). A file with a good header and a good end that breaks half-way is seen there, as an
illegible image.
"""

import io

from PIL import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from chalicelib.rules.base.imagenes import MAXIMO_BARRIDOS, ImagenCortada, walk_jpeg, walk_png
from chalicelib.vault.errores import ExpedienteInvalido

JPEG_PIXELES = (200, 6000)
FIRMA_PIXELES = (50, 4000)
"""Least and most pixels of each side."""


def check_image(name: str, data: bytes) -> None:
    """That `data` is the image that the entry `name` should be, and nothing else. Raises ExpedienteInvalido."""
    es_png = name.endswith(".png")
    width, height = _size(name, data, PngImageFile if es_png else JpegImageFile)
    _check_end(name, data, es_png)
    least, most = FIRMA_PIXELES if es_png else JPEG_PIXELES
    if not (least <= width <= most and least <= height <= most):
        raise ExpedienteInvalido("imagen_dimensiones", name)


def _size(name: str, data: bytes, kind: type[ImageFile.ImageFile]) -> tuple[int, int]:
    try:
        # The plugin itself and not Image.open, which imports the plugins of other formats.
        return kind(io.BytesIO(data)).size
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


def _check_end(name: str, data: bytes, es_png: bool) -> None:
    try:
        recorrido = walk_png(data) if es_png else walk_jpeg(data)
    except ImagenCortada as error:
        raise ExpedienteInvalido("imagen_incompleta", name) from error
    if recorrido.barridos > MAXIMO_BARRIDOS:
        raise ExpedienteInvalido("imagen_barridos", name)
    if recorrido.fin != len(data):
        raise ExpedienteInvalido("imagen_con_cola", name)
