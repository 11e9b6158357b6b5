"""CSV as editors and Excel save it: UTF-8 with or without mark, or Windows-1252; comma or semicolon (Protocolo 7.3)."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from io import StringIO

from chalicelib.documents.auxiliares.renglones import Ilegible
from chalicelib.rules.auxiliares.carga import FaltaDeCarga

# "Ã" or "Â" and then a sign: in Windows-1252 no name is written so; in UTF-8 it is any accented letter.
_ACENTO_UTF8 = re.compile(rb"[\xc2\xc3][\x80-\xbf]")


def csv_lines(contenido: bytes) -> Iterator[tuple[int, list[str]]]:
    """Number of the first line of each row, and its cells. Raises `Ilegible`."""
    texto = decode(contenido)
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
            raise Ilegible(
                FaltaDeCarga(
                    linea,
                    "",
                    "comillas",
                    "Revise las comillas de esta línea: una se abre y no se cierra bien.",
                )
            ) from None
        yield linea, celdas
        linea = lector.line_num + 1


def decode(contenido: bytes) -> str:
    """The text of a file that is wholly UTF-8 or wholly Windows-1252; `Ilegible` says the line that is neither."""
    if contenido.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise Ilegible(_encoding(1))
    try:
        texto = contenido.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if contenido.startswith(BOM_UTF8) or _ACENTO_UTF8.search(contenido):
            raise Ilegible(_encoding(_line(contenido, error.start))) from None
        texto = _windows(contenido)
    if "\0" in texto:
        raise Ilegible(_encoding(texto.count("\n", 0, texto.index("\0")) + 1))
    return texto


def _windows(contenido: bytes) -> str:
    try:
        return contenido.decode("cp1252")
    except UnicodeDecodeError as error:
        raise Ilegible(_encoding(_line(contenido, error.start))) from None


def _line(contenido: bytes, lugar: int) -> int:
    return contenido.count(b"\n", 0, lugar) + 1


def _encoding(linea: int) -> FaltaDeCarga:
    texto = "Esta línea no está en UTF-8 ni en Windows-1252. En Excel guarde como «CSV UTF-8 (delimitado por comas)»."
    return FaltaDeCarga(linea, "", "codificacion", texto)
