"""Check of an expediente's images by their header and their structure up to the end.

They are not decoded here, because decoding costs more than the rest of a reception. What a picture shows is judged at
the Mesa (13.7), where a file that breaks in the middle appears as an illegible image.
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
    """Check that `data` is exactly the image that the entry `name` must hold. Raises ExpedienteInvalido."""
    es_png = name.endswith(".png")
    width, height = _size(name, data, PngImageFile if es_png else JpegImageFile)
    _check_end(name, data, es_png)
    least, most = FIRMA_PIXELES if es_png else JPEG_PIXELES
    if not (least <= width <= most and least <= height <= most):
        raise ExpedienteInvalido("imagen_dimensiones", name)


def _size(name: str, data: bytes, kind: type[ImageFile.ImageFile]) -> tuple[int, int]:
    try:
        # The plugin is used instead of Image.open, which would import the plugins of other formats.
        return kind(io.BytesIO(data)).size
    # Pillow raises unrelated exception types for bytes that are not an image.
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
