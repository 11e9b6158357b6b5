"""Check that an Acta de Hechos is a PDF without active content (Protocolo 14.4; docs/decisions/0114).

The file is parsed strictly and each of its objects is checked, whether a page refers to it or not. The parser decodes
names, so `/J#61vaScript` is recognised. Of the streams, only those that hold objects are decoded. No page of this
system renders the file.
"""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

MAXIMO_BYTES = 4 * 1024 * 1024
"""Largest Acta in bytes: in base64 it fits into the 6 MB that Lambda admits in a request."""
MAXIMO_PAGINAS, MAXIMO_OBJETOS = 500, 20_000
_FINAL = 1024
_CLAVES = frozenset({"/JS", "/JavaScript", "/AA", "/EF", "/EmbeddedFiles", "/XFA", "/RichMedia", "/AF"})
_ACCIONES = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/ImportData",
        "/SubmitForm",
        "/GoToR",
        "/GoToE",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/RichMediaExecute",
    }
)
_TIPOS = frozenset({"/EmbeddedFile", "/Filespec", "/RichMedia", "/FileAttachment"})
_EN_CLARO = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
"""Names searched for in the raw bytes too, where the file's own table may not lead. They are too long to occur by
chance in compressed data.
"""


class ActaInvalida(ValueError):
    """The file is not admitted; the text says what to do (Spanish)."""


def check_acta(datos: bytes) -> int:
    """Pages of the PDF. Raises `ActaInvalida`."""
    if len(datos) > MAXIMO_BYTES:
        raise ActaInvalida(f"El acta admite hasta {MAXIMO_BYTES // 1024 // 1024} MB: digitalícela de nuevo.")
    if not datos.startswith(b"%PDF-"):
        raise ActaInvalida("El archivo no es un PDF; cambiarle el nombre no basta.")
    if b"%%EOF" not in datos[-_FINAL:]:
        raise ActaInvalida("El PDF está incompleto: guárdelo o digitalícelo de nuevo.")
    try:
        return _inspect(datos)
    except ActaInvalida:
        raise
    # The exceptions that the parser raises for a damaged file have no common base class.
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError):
        raise ActaInvalida("El PDF está dañado: guárdelo o digitalícelo de nuevo.") from None


def _inspect(datos: bytes) -> int:
    lector = PdfReader(io.BytesIO(datos), strict=True)
    if lector.is_encrypted:
        raise ActaInvalida("El PDF tiene contraseña: guárdelo sin ella.")
    paginas = len(lector.pages)
    if not 0 < paginas <= MAXIMO_PAGINAS:
        raise ActaInvalida(f"El acta tiene de 1 a {MAXIMO_PAGINAS} páginas.")
    if any(marca in datos for marca in _EN_CLARO) or any(_is_active(d) for d in _dictionaries(lector)):
        raise ActaInvalida(
            "El PDF tiene programas, acciones o archivos dentro: imprímalo como PDF simple o digitalice el acta."
        )
    return paginas


def _dictionaries(lector: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary in the file, the trailer's and those within other objects included."""
    numeros = {(n, g) for g, tabla in lector.xref.items() for n in tabla} | {
        (n, 0) for n in lector.xref_objStm
    }
    if len(numeros) > MAXIMO_OBJETOS:
        raise ActaInvalida("El PDF tiene demasiados objetos: imprímalo como PDF simple.")
    yield from _within(lector.trailer)
    for numero, generacion in sorted(numeros):
        yield from _within(_object(lector, numero, generacion))


def _object(lector: PdfReader, numero: int, generacion: int) -> Any:
    return lector.get_object(IndirectObject(numero, generacion, lector))


def _within(objeto: Any) -> Iterator[DictionaryObject]:
    """Dictionaries within an object. References are not followed, because each object is walked by itself."""
    pendientes = [objeto]
    while pendientes:
        actual = pendientes.pop()
        if isinstance(actual, DictionaryObject):
            yield actual
            pendientes += [actual.raw_get(c) for c in actual]
        elif isinstance(actual, ArrayObject):
            pendientes += list(list.__iter__(actual))


def _is_active(d: DictionaryObject) -> bool:
    if _CLAVES & set(d):
        return True
    tipo, subtipo, accion = (str(d.raw_get(c)) if c in d else "" for c in ("/Type", "/Subtype", "/S"))
    return tipo in _TIPOS or subtipo in _TIPOS or accion in _ACCIONES
