"""Checks of an emblem's file before it is decoded: one whole PNG, not animated, of bounded size (Protocolo 6.1 E)."""

import struct
from collections.abc import Iterator

MAXIMO_BYTES = 500 * 1024
LADO = (32, 2000)
"""Least and greatest length of each side in pixels; 2000 x 2000 pixels take 16 MB once decoded."""
_FIRMA = b"\x89PNG\r\n\x1a\n"
_ANIMADO = frozenset((b"acTL", b"fcTL", b"fdAT"))


class EmblemaInvalido(ValueError):
    """The file is not admitted; the text says what to do."""


def check_png(datos: bytes) -> None:
    """Raise `EmblemaInvalido` unless the bytes are one still PNG of at most 500 KB with nothing after its end (6.1 E).

    Its pixels are not looked at.
    """
    if len(datos) > MAXIMO_BYTES:
        raise EmblemaInvalido(f"El emblema admite hasta {MAXIMO_BYTES // 1024} KB; redúzcalo.")
    if not datos.startswith(_FIRMA):
        raise EmblemaInvalido("El emblema debe ser un archivo PNG; cambiarle el nombre no basta.")
    partes = list(_chunks(datos))
    tipos = [tipo for tipo, _ in partes]
    if not partes or tipos[0] != b"IHDR" or len(partes[0][1]) != 13 or tipos.count(b"IEND") != 1:
        raise EmblemaInvalido("El archivo PNG está dañado; vuelva a exportarlo.")
    if tipos[-1] != b"IEND":
        raise EmblemaInvalido("El archivo tiene datos después de la imagen; vuelva a exportarlo.")
    if _ANIMADO.intersection(tipos):
        raise EmblemaInvalido("El emblema debe ser una imagen fija, sin animación.")
    _check_size(*struct.unpack(">II", partes[0][1][:8]))


def _check_size(ancho: int, alto: int) -> None:
    minimo, maximo = LADO
    if not (minimo <= ancho <= maximo and minimo <= alto <= maximo):
        raise EmblemaInvalido(f"Cada lado del emblema mide de {minimo} a {maximo} pixeles; ajústelo.")


def _chunks(datos: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Type and content of each chunk; bytes left over after IEND are given as a chunk with an empty type."""
    lugar = len(_FIRMA)
    while lugar < len(datos):
        cabeza = datos[lugar : lugar + 8]
        if len(cabeza) < 8:
            yield b"", cabeza
            return
        largo, tipo = struct.unpack(">I4s", cabeza)
        fin = lugar + 12 + largo
        if fin > len(datos):
            yield b"", b""
            return
        yield tipo, datos[lugar + 8 : lugar + 8 + largo]
        lugar = fin
