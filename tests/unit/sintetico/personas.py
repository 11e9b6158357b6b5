"""People for the tests of the synthetic world."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import islice

import numpy as np
from PIL import Image

from sintetico.ciudadanos import Ciudadano, desconocidos, generate_ciudadanos

PERSONA, OTRA = islice(generate_ciudadanos(11, 2), 2)
DESCONOCIDA = next(desconocidos(11))


def with_model(modelo: str) -> Ciudadano:
    return replace(PERSONA, modelo=modelo)


def the_specimen() -> Ciudadano:
    """The person whose MRZ is the published synthetic example."""
    return replace(
        PERSONA,
        nombre="PERSONA",
        apellido_paterno="PRUEBA",
        apellido_materno="SINTÉTICA",
        fecha_nacimiento=date(1990, 1, 1),
        sexo="H",
        cic="123456789",
        ocr="0001000000001",
        identificador="000000001",
        emision="01",
        vigencia=2033,
    )


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def saturation(data: bytes) -> float:
    """Mean saturation, 0..255."""
    return float(np.asarray(opened(data).convert("HSV"))[..., 1].mean())


def sharpness(data: bytes) -> float:
    """Variance of the Laplacian, of the image at a quarter so that sensor noise does not count."""
    grey = np.asarray(opened(data).convert("L").reduce(4)).astype(float)
    around = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:]
    return float((around - 4 * grey[1:-1, 1:-1]).var())


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two images, 0..255."""
    pixels = [np.asarray(image.convert("RGB")).astype(int) for image in (one, other)]
    return float(abs(pixels[0] - pixels[1]).mean())
