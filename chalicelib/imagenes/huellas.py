"""Perceptual hash of a picture, and its bands, by which nearly equal pictures are found.

A difference hash (dHash): 32 rows of 32 steps from left to right, with a bit for each step that rises by more than a
part of the picture's own contrast. Saving a JPEG again changes 1 to 5 of its 1,024 bits; another person's card of the
same model differs in 33 and more in 99 of 100 pairs. Each of twelve bands consists of 256 fixed bit positions chosen
pseudo-randomly. Equal bands can be found by an index of equality, and no band reveals the picture (decisions/0110).

Positions and their order are part of what is stored. Whoever changes them must change `VERSION`; hashes of different
versions are not comparable.
"""

from functools import cache
from hashlib import sha256

from PIL import Image, ImageStat

VERSION = "1"
LADO = 32
BITS = LADO * LADO
BANDAS, ANCHO = 12, 256
_PASO = 0.2  # of the standard deviation: flat ground gives zeros despite noise
_MINIMO = 32  # bits that are one: a picture with fewer shows nothing by which it could be recognised


def picture_fingerprint(foto: Image.Image) -> int:
    """Hash of a picture in grey, 1,024 bits."""
    gris = foto.resize((LADO + 1, LADO), Image.Resampling.BILINEAR)
    paso = _PASO * ImageStat.Stat(gris).stddev[0]
    pixeles, fila = gris.tobytes(), LADO + 1
    bits = 0
    for y in range(LADO):
        for x in range(y * fila, y * fila + LADO):
            bits = bits << 1 | (pixeles[x + 1] - pixeles[x] > paso)
    return bits


def differing_bits(una: int, otra: int) -> int:
    """Number of bits in which two hashes differ."""
    return (una ^ otra).bit_count()


def picture_bands(huella: int) -> tuple[str, ...]:
    """Bands of a hash, each prefixed with its number; none for a picture that shows nothing."""
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
    """Bit positions of each band. They are derived with SHA-256, so they are the same in every version of Python."""
    return tuple(
        tuple(sorted(range(BITS), key=lambda i, n=n: sha256(f"{n}:{i}".encode()).digest())[:ANCHO])  # type: ignore[misc]
        for n in range(BANDAS)
    )
