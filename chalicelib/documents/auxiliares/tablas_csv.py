"""CSV as editors and Excel save it: UTF-8 with or without mark, or Windows-1252; comma or semicolon (Protocolo 7.3)."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from io import StringIO

from chalicelib.documents.auxiliares.renglones import TablaIlegible
from chalicelib.rules.auxiliares.carga import FaltaDeCarga

# An accented letter in UTF-8. Read as Windows-1252 it is "Ã" or "Â" and a sign, which no name has.
_ACENTO_UTF8 = re.compile(rb"[\xc2\xc3][\x80-\xbf]")
# Any character that is neither ASCII nor Spanish. Typographic signs match too: one is the "í" of MacRoman.
_NO_ESPANOL = re.compile(r"[^\x00-\x7fáéíóúüñÁÉÍÓÚÜÑºª]")
# A small accented letter among capitals: the "Ú" of cp850 read as Windows-1252.
_MEZCLADA = re.compile(r"[A-ZÁÉÍÓÚÜÑ]{2}[áéíóúüñ]|[áéíóúüñ][A-ZÁÉÍÓÚÜÑ]{2}|[A-ZÁÉÍÓÚÜÑ][áéíóúüñ][A-ZÁÉÍÓÚÜÑ]")


def csv_lines(contenido: bytes) -> Iterator[tuple[int, list[str]]]:
    """Number of the first line of each row, and its cells. Raises `TablaIlegible`."""
    texto = decode_csv(contenido)
    primera = texto.partition("\n")[0]
    separador = ";" if primera.count(";") > primera.count(",") else ","
    lector = csv.reader(StringIO(texto, newline=""), delimiter=separador, strict=True)
    linea = 1
    while True:
        try:
            celdas = next(lector)
        except StopIteration:
            return
        except csv.Error:
            raise TablaIlegible(
                FaltaDeCarga(
                    linea,
                    "",
                    "comillas",
                    "Revise las comillas de esta línea: una se abre y no se cierra bien.",
                )
            ) from None
        yield linea, celdas
        linea = lector.line_num + 1


def decode_csv(contenido: bytes) -> str:
    """The text of a file all in UTF-8 or all in Windows-1252. Raises `TablaIlegible` with the line that fails."""
    if contenido.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise TablaIlegible(_encoding(1))
    try:
        texto = contenido.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if contenido.startswith(BOM_UTF8) or _ACENTO_UTF8.search(contenido):
            raise TablaIlegible(_encoding(_line(contenido, error.start))) from None
        texto = _windows(contenido)
    if "\0" in texto:
        raise TablaIlegible(_encoding(texto.count("\n", 0, texto.index("\0")) + 1))
    return texto


def _windows(contenido: bytes) -> str:
    """The text of a file that is not UTF-8, read as Windows-1252, if all of it is Spanish.

    Almost any bytes are valid Windows-1252. A file in MacRoman or cp850, read so, has foreign signs in place of its
    accented letters, or (byte E9, the Ú of cp850) a small letter among capitals. Such a file is refused, so that nobody
    is stored under a garbled name.
    """
    try:
        texto = contenido.decode("cp1252")
    except UnicodeDecodeError as error:
        raise TablaIlegible(_encoding(_line(contenido, error.start), _as_other(contenido))) from None
    dudosa = _NO_ESPANOL.search(texto) or _MEZCLADA.search(texto)
    if dudosa:
        linea = texto.count("\n", 0, dudosa.start()) + 1
        raise TablaIlegible(_encoding(linea, _as_other(contenido)))
    return texto


def _as_other(contenido: bytes) -> str:
    """Name of the spreadsheet encoding in which the file would be Spanish; empty if there is none."""
    for codigo, nombre in (("mac_roman", "de Mac (MacRoman)"), ("cp850", "de MS-DOS (cp850)")):
        texto = contenido.decode(codigo)
        if not _NO_ESPANOL.search(texto) and not _MEZCLADA.search(texto):
            return nombre
    return ""


def _line(contenido: bytes, lugar: int) -> int:
    return contenido.count(b"\n", 0, lugar) + 1


def _encoding(linea: int, parece: str = "") -> FaltaDeCarga:
    dicho = (
        f"parece guardada con la codificación {parece}" if parece else "no está en UTF-8 ni en Windows-1252"
    )
    texto = f"Esta línea {dicho}. En Excel guarde como «CSV UTF-8 (delimitado por comas)»."
    return FaltaDeCarga(linea, "", "codificacion", texto)
