"""Measurements of a photographed side or face: its edges, colours and codes, and the lines of its MRZ."""

from itertools import pairwise

from PIL import Image, ImageChops, ImageFilter, ImageStat
from zxingcpp import BarcodeFormat, BarcodeFormats, read_barcodes

from chalicelib.imagenes.apertura import Fotografia, open_grey
from chalicelib.rules.mesa.vista import Cara

LADO = 800  # pixels: about half of what a phone sends, so that the sensor's noise averages out and print stays legible
LADO_CODIGOS = 2400  # a module of the small QR has six pixels where a card has 1,700
_LAPLACIANO = ImageFilter.Kernel((3, 3), (0, -1, 0, -1, 4, -1, 0, -1, 0), scale=2, offset=128)
_QR = BarcodeFormats(BarcodeFormat.QRCode)
_FUERTES = 0.99  # share of pixels taken as edges: one in a hundred, because most of a card is plain ground
_CENTRO = 0.15  # share of each margin left out, where the photograph shows the table and not the card
_FRANJAS, _MARGEN = 6, 0.08
_TRAZO_MRZ = 60  # difference in grey levels between a letter and its ground
_DENSO = 30  # of 255: share of such differences in a row of pixels that crosses letters


def measure_picture(foto: Fotografia) -> Cara:
    """Strength of edges, spread of colours, and whether the picture is complete."""
    return Cara(_sharpness(foto.gris), _colour(foto.color), _goes_on(foto.gris))


def _goes_on(gris: Image.Image) -> bool:
    """Whether the last rows have more than one grey level. A JPEG whose data end early is decoded with one flat grey
    there."""
    menor, mayor = gris.crop((0, gris.height - max(1, gris.height // 16), *gris.size)).getextrema()
    return bool(menor != mayor)


def _sharpness(gris: Image.Image) -> int:
    """Strength of the strongest edges: the 99th percentile of the Laplacian, in half grey levels."""
    cuenta = gris.filter(_LAPLACIANO).histogram()
    fuerza = [cuenta[128], *(cuenta[128 - n] + cuenta[128 + n] for n in range(1, 128)), cuenta[0]]
    faltan = _FUERTES * sum(fuerza)
    for nivel, pixeles in enumerate(fuerza):
        faltan -= pixeles
        if faltan <= 0:
            return nivel
    return len(fuerza)


def _colour(imagen: Image.Image) -> float:
    """Spread of both chroma channels. It is near zero for a photocopy even under tinted light, which moves only their
    mean."""
    ancho, alto = imagen.size
    margen_x, margen_y = int(ancho * _CENTRO), int(alto * _CENTRO)
    centro = imagen.crop((margen_x, margen_y, ancho - margen_x, alto - margen_y))
    _, azul, rojo = ImageStat.Stat(centro).stddev
    return round(azul + rojo, 2)


def read_codes(data: bytes) -> tuple[str, ...]:
    """Texts of the legible QR codes. Raises `ImagenIlegible`."""
    hallados = read_barcodes(open_grey(data, LADO_CODIGOS), formats=_QR)
    return tuple(codigo.text for codigo in hallados)


def count_mrz_strips(gris: Image.Image) -> int:
    """Number of strips, of six from left to right, that show three lines of print of equal height and distance.

    Strips are used because a card is never quite straight in a photograph. The text of the lines is not read
    (decisions/0110).
    """
    pasos = ImageChops.difference(gris, ImageChops.offset(gris, 2, 0)).point(
        lambda v: 255 if v > _TRAZO_MRZ else 0
    )
    ancho = (1 - 2 * _MARGEN) / _FRANJAS
    bordes = [int(gris.width * (_MARGEN + ancho * n)) for n in range(_FRANJAS + 1)]
    franjas = (pasos.crop((a, 0, max(b, a + 1), gris.height)) for a, b in pairwise(bordes))
    return sum(_has_three_lines(f) for f in franjas)


def _has_three_lines(franja: Image.Image) -> bool:
    perfil = franja.resize((1, franja.height), Image.Resampling.BOX).tobytes()
    lineas = [(a, b) for a, b in _runs(perfil) if b - a >= 0.025 * franja.height]
    return any(_even(*tres) for tres in zip(lineas, lineas[1:], lineas[2:], strict=False))


def _runs(perfil: bytes) -> list[tuple[int, int]]:
    """Ranges of rows that cross letters."""
    tramos, inicio = [], None
    for y, denso in enumerate([*(v >= _DENSO for v in perfil), False]):
        if denso and inicio is None:
            inicio = y
        elif not denso and inicio is not None:
            tramos.append((inicio, y))
            inicio = None
    return tramos


def _even(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    altos = [fin - inicio for inicio, fin in (a, b, c)]
    pasos = (b[0] - a[0], c[0] - b[0])
    return (
        max(altos) <= 1.5 * min(altos)
        and max(pasos) - min(pasos) <= 0.25 * max(pasos)
        and max(pasos) < 2.5 * max(altos)
    )
