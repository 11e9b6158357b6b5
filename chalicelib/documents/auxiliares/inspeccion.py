"""Check that an .xlsx is safe to read: its ZIP and XML parts are walked within bounds before a library opens it.

    bytes ─► ZIP directory: sizes, members, no macros ─► each XML part through expat: no DTD, so many elements
                                                          └─► of sheets: hidden rows and columns, merged cells

Reading an .xlsx builds a tree for each row; this check bounds the size of that tree (decisions/0060).
"""

import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, NoReturn
from xml.parsers import expat

from chalicelib.documents.auxiliares.renglones import TablaIlegible
from chalicelib.rules.auxiliares.carga import MAX_RENGLONES, FaltaDeCarga

MAX_PARTES = 200
MAX_DIRECTORIO = MAX_PARTES * 512  # bytes: an entry takes 46 bytes and its name
MAX_ABIERTO = 256 * 1024 * 1024  # bytes of all parts together; 58,483 rows have 35 MB
MAX_OTRA_PARTE = 1024 * 1024  # bytes of a part that is neither a sheet nor the table of texts
MAX_ELEMENTOS = 4_000_000  # elements of `_CRECEN`: 100,000 rows of ten cells have 3.1 million
MAX_OTROS = 20_000  # elements of all other kinds
_CRECEN = frozenset(
    {"row", "c", "v", "f", "is", "t", "si", "r", "rPr", "rPh", "sz", "color", "rFont", "family"}
) | {
    "scheme",
    "charset",
    "hyperlink",
    "Relationship",
    "ignoredError",
}
MAX_CELDAS = 1_000  # cells written in one row
ESTRICTO = "http://purl.oclc.org/ooxml/"
"""Prefix of strict OOXML's namespaces; the library reads such a book as one without sheets."""
MAX_LETRAS = 2  # letters of a cell's column: up to ZZ, the 702nd; the table has ten columns
MAX_FICHA = 1024 * 1024  # bytes of one XML token
MAX_HONDURA = 30
_GRANDES = ("xl/worksheets/", "xl/sharedStrings.xml")
_ACTIVAS = (
    "vbaproject",
    "xl/macrosheets/",
    "xl/externallinks/",
    "xl/embeddings/",
    "xl/activex/",
    "xl/ctrlprops/",
)


@dataclass
class Hallazgos:
    """What a sheet hides: rows and columns that are hidden, ranges of merged cells (`A5:B6`)."""

    ocultos: set[int] = field(default_factory=set)
    columnas_ocultas: bool = False
    combinadas: list[str] = field(default_factory=list)


# What zipfile raises of a damaged archive: it checks few of the offsets and lengths that the archive declares.
_DE_ZIPFILE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


def refuse_file(codigo: str, texto: str) -> NoReturn:
    """Raise `TablaIlegible` with that fault of the file as a whole."""
    raise TablaIlegible(FaltaDeCarga(0, "", codigo, texto))


def inspect_sheets(contenido: bytes) -> dict[str, Hallazgos]:
    """Hidden content of each sheet, by the name of its part. Raises `TablaIlegible`."""
    if contenido.startswith(b"\xd0\xcf\x11\xe0"):
        refuse_file(
            "libro_antiguo", "El libro es .xls o tiene contraseña: guárdelo como .xlsx sin contraseña."
        )
    try:
        _check_directory_size(contenido)
        with zipfile.ZipFile(BytesIO(contenido)) as paquete:
            _check_directory(paquete.infolist())
            return {p.filename: _scan(paquete, p) for p in paquete.infolist() if _is_xml(paquete, p)}
    except TablaIlegible:
        raise
    except _DE_ZIPFILE:
        refuse_file("no_es_xlsx", "El archivo no es un libro .xlsx, o está dañado.")


def _check_directory_size(contenido: bytes) -> None:
    """Refuse a ZIP directory of more than `MAX_DIRECTORIO` bytes.

    zipfile reads entries until the directory's size in bytes is used up, whatever count is declared: 32 MB hold 700,000
    entries. The size checked is the one that zipfile uses, the zip64 record's if there is one.
    """
    fin = zipfile._EndRecData(BytesIO(contenido))  # type: ignore[attr-defined]
    if fin and fin[_BYTES_DEL_DIRECTORIO] > MAX_DIRECTORIO:
        refuse_file("libro_excesivo", "El libro contiene mucho más que los datos: cópielos a la plantilla.")


_BYTES_DEL_DIRECTORIO = 5
"""Index of the directory's size in what `zipfile._EndRecData` returns."""


def _check_directory(partes: list[zipfile.ZipInfo]) -> None:
    nombres = [p.filename.lower() for p in partes]
    if any(activa in n for n in nombres for activa in _ACTIVAS):
        refuse_file(
            "contenido_activo", "El libro tiene macros, vínculos u objetos incrustados: use la plantilla."
        )
    if len(set(nombres)) < len(nombres) or "xl/workbook.xml" not in nombres:
        refuse_file("no_es_xlsx", "El archivo no es un libro .xlsx, o está dañado.")
    grandes = sum(p.file_size > MAX_OTRA_PARTE for p in partes if not p.filename.startswith(_GRANDES))
    if len(partes) > MAX_PARTES or sum(p.file_size for p in partes) > MAX_ABIERTO or grandes:
        refuse_file("libro_excesivo", "El libro contiene mucho más que los datos: cópielos a la plantilla.")


def _is_xml(paquete: zipfile.ZipFile, parte: zipfile.ZipInfo) -> bool:
    """Whether the content is XML; the part's name is not trusted."""
    if parte.filename.lower().endswith((".xml", ".rels")):
        return True
    with paquete.open(parte) as datos:
        return datos.read(4096).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


def _scan(paquete: zipfile.ZipFile, parte: zipfile.ZipInfo) -> Hallazgos:
    examen = _Examen()
    with paquete.open(parte) as datos:
        try:
            leidos = 0
            while trozo := datos.read(1 << 16):
                examen.parser.Parse(trozo)
                leidos += len(trozo)
                examen.check_token(leidos)
            examen.parser.Parse(b"", True)
        except expat.ExpatError:
            refuse_file("no_es_xlsx", "El archivo no es un libro .xlsx, o está dañado.")
    return examen.hallazgos


def _check_dialect(atributos: dict[str, str]) -> None:
    if any(valor.startswith(ESTRICTO) for valor in atributos.values()):
        texto = "El libro es «Libro de Excel Open XML estricto»: guárdelo como «Libro de Excel (.xlsx)»."
        refuse_file("ooxml_estricto", texto)


class _Examen:
    """Walk through one part with expat. Entities are never expanded, because a DTD is refused."""

    def __init__(self) -> None:
        self.hallazgos = Hallazgos()
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._quedan, self._otros = MAX_ELEMENTOS, MAX_OTROS
        self._renglon = self._renglones = self._celdas = self._hondura = 0

    def check_token(self, leidos: int) -> None:
        """Refuse a token (a tag, a comment) over `MAX_FICHA`: expat before 2.6 parses it again with each chunk."""
        if leidos - max(self.parser.CurrentByteIndex, 0) > MAX_FICHA:
            refuse_file(
                "libro_excesivo", "El libro contiene mucho más que los datos: cópielos a la plantilla."
            )

    def _doctype(self, *_: Any) -> None:
        refuse_file(
            "xml_no_admitido",
            "El libro declara entidades propias (DTD), que no se admiten: use la plantilla.",
        )

    def _start(self, nombre: str, atributos: dict[str, str]) -> None:
        local = nombre.rpartition(":")[2]
        _check_dialect(atributos)
        self._hondura += 1
        if local in _CRECEN:
            self._quedan -= 1
        else:
            self._otros -= 1
        if self._quedan < 0 or self._otros < 0 or self._hondura > MAX_HONDURA:
            refuse_file(
                "libro_excesivo", "El libro contiene mucho más que los datos: cópielos a la plantilla."
            )
        if local == "c":
            self._celdas += 1
            # The library fills a row up to its last cell: one cell in column XFD would make 16,384.
            lejos = len(atributos.get("r", "").rstrip("0123456789")) > MAX_LETRAS
            if self._celdas > MAX_CELDAS or lejos:
                refuse_file(
                    "libro_excesivo", "Un renglón tiene demasiadas celdas: copie los datos a la plantilla."
                )
        elif local == "row":
            self._row(atributos)
        elif local == "mergeCell":
            self.hallazgos.combinadas.append(atributos.get("ref", ""))
        elif local == "col" and atributos.get("hidden") in ("1", "true"):
            self.hallazgos.columnas_ocultas = True

    def _row(self, atributos: dict[str, str]) -> None:
        self._celdas = 0
        self._renglones += 1
        numero = atributos.get("r", "")
        self._renglon = int(numero) if numero.isdecimal() and len(numero) < 8 else self._renglon + 1
        if max(self._renglon, self._renglones) > 2 * MAX_RENGLONES:
            refuse_file(
                "demasiados_renglones",
                f"La hoja admite hasta {MAX_RENGLONES:,} renglones; elimine los demás.",
            )
        if atributos.get("hidden") in ("1", "true"):
            self.hallazgos.ocultos.add(self._renglon)

    def _end(self, _: str) -> None:
        self._hondura -= 1
