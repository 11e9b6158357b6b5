"""Perceptual hash of a picture, and the bands of it by which pictures that are nearly the same are found.

A difference hash (dHash): 32 rows of 32 steps from left to right, a bit for each that grows by more than a part of the
picture's own contrast. Saving a JPEG anew changes 1 to 5 of its 1,024 bits, another person's card of the same model 33
and more in 99 of 100 pairs. Each of twelve bands looks at 256 places drawn by lot, the same for all; equal bands can be
found by an index of equals, and none of them tells the picture (decisions/0110).

Places and order are part of what is stored: whoever changes them changes `VERSION`, and compares with nothing earlier.
"""

from functools import cache
from hashlib import sha256

from PIL import Image, ImageStat

VERSION = "1"
LADO = 32
BITS = LADO * LADO
BANDAS, ANCHO = 12, 256
_PASO = 0.2  # of the standard deviation: flat ground stays zero whatever the noise
_MINIMO = 32  # ones: with fewer a picture shows nothing by which it would be known


def picture_fingerprint(foto: Image.Image) -> int:
    """The 1,024 bits of a picture in grey."""
    gris = foto.resize((LADO + 1, LADO), Image.Resampling.BILINEAR)
    paso = _PASO * ImageStat.Stat(gris).stddev[0]
    pixeles, fila = gris.tobytes(), LADO + 1
    bits = 0
    for y in range(LADO):
        for x in range(y * fila, y * fila + LADO):
            bits = bits << 1 | (pixeles[x + 1] - pixeles[x] > paso)
    return bits


def differing_bits(una: int, otra: int) -> int:
    """In how many bits they differ."""
    return (una ^ otra).bit_count()


def picture_bands(huella: int) -> tuple[str, ...]:
    """The bands, each with its number, or none for a picture that shows nothing."""
    if huella.bit_count() < _MINIMO:
        return ()
    return tuple(f"{n}:{_picked(huella, lugares):064x}" for n, lugares in enumerate(_places()))


def _picked(huella: int, lugares: tuple[int, ...]) -> int:
    bits = 0
    for lugar in lugares:
        bits = bits << 1 | huella >> lugar & 1
    return bits


@cache
def _places() -> tuple[tuple[int, ...], ...]:
    """Drawn by SHA-256, which no version of Python will change."""
    return tuple(
        tuple(sorted(range(BITS), key=lambda i, n=n: sha256(f"{n}:{i}".encode()).digest())[:ANCHO])  # type: ignore[misc]
        for n in range(BANDAS)
    )
