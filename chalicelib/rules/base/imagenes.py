"""End of a JPEG or PNG, found marker by marker or chunk by chunk (Protocolo 9.4, 9.9, 13.7).

No other module decides it. Looking at the last bytes is not enough: bytes hidden behind an image can themselves end in
`FFD9` or in an `IEND`. Nothing is decoded, so the walk takes milliseconds whatever the file's headers say.
"""

import re
from dataclasses import dataclass

MAXIMO_BARRIDOS = 20
"""Most scans of a JPEG; our limit. Encoders write 1 in a baseline JPEG and some 10 in a progressive one. A decoder goes
over the whole area for each scan: 1.5 MB can hold 24,000 scans, which take minutes.
"""

_PNG = b"\x89PNG\r\n\x1a\n"
_SIN_LARGO = frozenset((0x01, *range(0xD0, 0xD9)))
"""Markers without a segment: TEM, RST0-7, SOI."""
_SOI, _EOI, _SOS, _RELLENO = 0xD8, 0xD9, 0xDA, 0xFF
_TRAS_BARRIDO = re.compile(rb"\xff(?![\x00\xd0-\xd7\xff])", re.DOTALL)
"""End of the coded data of a scan: any marker but the stuffed zero and the restarts."""


class ImagenCortada(ValueError):
    """The bytes end before the image does, or are not a JPEG or PNG."""


@dataclass(frozen=True)
class Recorrido:
    """Result of a walk. `fin`: offset behind the image's last byte; `barridos`: scans of a JPEG, 0 for a PNG."""

    fin: int
    barridos: int = 0


def walk_image(datos: bytes) -> Recorrido:
    """Walk a JPEG or a PNG to its end. Raises `ImagenCortada`."""
    return walk_png(datos) if datos.startswith(_PNG) else walk_jpeg(datos)


def walk_jpeg(datos: bytes) -> Recorrido:
    """Walk a JPEG to its end, or to one scan more than `MAXIMO_BARRIDOS`. Raises `ImagenCortada`."""
    if not datos.startswith(b"\xff\xd8"):
        raise ImagenCortada("no es un JPEG")
    lugar, barridos = 2, 0
    while True:
        marca, lugar = _marker(datos, lugar)
        if marca == _EOI:
            if not barridos:
                raise ImagenCortada("no trae imagen")
            return Recorrido(lugar, barridos)
        if marca in _SIN_LARGO:
            continue
        lugar = _behind_segment(datos, lugar)
        if marca == _SOS:
            barridos += 1
            if barridos > MAXIMO_BARRIDOS:
                return Recorrido(lugar, barridos)
            lugar = _behind_scan(datos, lugar)


def _marker(datos: bytes, lugar: int) -> tuple[int, int]:
    """The marker at an offset and the offset of its segment; bytes `FF` may stand before the marker."""
    if datos[lugar : lugar + 1] != b"\xff":
        raise ImagenCortada("falta un marcador")
    while datos[lugar : lugar + 1] == b"\xff":
        lugar += 1
    if lugar >= len(datos):
        raise ImagenCortada("termina a medias")
    return datos[lugar], lugar + 1


def _behind_segment(datos: bytes, lugar: int) -> int:
    largo = int.from_bytes(datos[lugar : lugar + 2])
    if largo < 2 or lugar + largo > len(datos):
        raise ImagenCortada("un segmento no cabe")
    return lugar + largo


def _behind_scan(datos: bytes, lugar: int) -> int:
    hallado = _TRAS_BARRIDO.search(datos, lugar)
    if hallado is None:
        raise ImagenCortada("un barrido no termina")
    return hallado.start()


def walk_png(datos: bytes) -> Recorrido:
    """Walk a PNG to the end of its `IEND`. Raises `ImagenCortada`."""
    if not datos.startswith(_PNG):
        raise ImagenCortada("no es un PNG")
    lugar = len(_PNG)
    while True:
        largo, tipo = int.from_bytes(datos[lugar : lugar + 4]), datos[lugar + 4 : lugar + 8]
        lugar += 12 + largo  # length, type, data, CRC
        if len(tipo) < 4 or lugar > len(datos):
            raise ImagenCortada("un bloque no cabe")
        if tipo == b"IEND":
            return Recorrido(lugar)
