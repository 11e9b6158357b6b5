"""Files that cost their reader far more than their size, for tests of reading files from strangers."""

import io
import struct
import zipfile
import zlib

from PIL import Image

from chalicelib.documents.auxiliares.archivo import read_template
from chalicelib.rules.auxiliares.carga import COLUMNAS, TipoDeArchivo

HOJA = "xl/worksheets/sheet1.xml"


def book(hoja: bytes) -> bytes:
    """The .xlsx template with another sheet in the place of its data."""
    salida = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(read_template(TipoDeArchivo.XLSX))) as antes,
        zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as libro,
    ):
        for parte in antes.infolist():
            libro.writestr(parte.filename, hoja if parte.filename == HOJA else antes.read(parte))
    return salida.getvalue()


def _sheet(renglones: str, cabeza: str = "") -> bytes:
    celdas = "".join(
        f'<c r="{chr(65 + n)}1" t="inlineStr"><is><t>{c}</t></is></c>' for n, c in enumerate(COLUMNAS)
    )
    espacio = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    datos = f'<sheetData><row r="1">{celdas}</row>{renglones}</sheetData>'
    return f'<worksheet xmlns="{espacio}">{cabeza}{datos}</worksheet>'.encode()


def far_cells(renglones: int = 2000) -> bytes:
    """Rows with one cell each, in the last column (XFD): readers fill 16,384 cells for it."""
    return book(
        _sheet("".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(2, renglones)))
    )


def huge_token(megas: int = 40) -> bytes:
    """XML with one attribute of that many MB, which takes quadratic time in old versions of expat."""
    return book(_sheet("", f'<x a="{"y" * megas * 1024 * 1024}"/>'))


def many_scans(veces: int = 20000) -> bytes:
    """A progressive JPEG whose last scan is repeated: each scan is decoded over the whole picture."""
    imagen, salida = Image.effect_noise((1600, 1200), 60).convert("RGB"), io.BytesIO()
    imagen.save(salida, "JPEG", progressive=True, quality=5)
    datos = salida.getvalue()
    ultimo = datos.rindex(b"\xff\xda")
    vacio = datos[ultimo : ultimo + 2 + struct.unpack(">H", datos[ultimo + 2 : ultimo + 4])[0]] + b"\0" * 4
    return datos[:-2] + vacio * veces + b"\xff\xd9"


def nested_pdf(capas: int = 4) -> bytes:
    """A PDF whose object stream unpacks to tens of megabytes."""
    dentro = zlib.compress(b" " * (60 * 1024 * 1024))
    for _ in range(capas - 1):
        dentro = zlib.compress(dentro)
    filtros = " ".join(["/FlateDecode"] * capas)
    return _pdf(f"<< /Type /ObjStm /N 1 /First 8 /Filter [{filtros}] /Length {len(dentro)} >>", dentro)


def narrow_predictor() -> bytes:
    """A PDF whose cross-reference stream has a predictor of one column over tens of megabytes."""
    dentro = zlib.compress(b"\2\0" * (4 * 1024 * 1024))
    parms = "/DecodeParms << /Predictor 12 /Columns 1 >>"
    return _pdf(
        f"<< /Type /XRef /W [1 1 1] /Size 9 /Root 1 0 R /Filter /FlateDecode {parms} /Length {len(dentro)} >>",
        dentro,
    )


def _pdf(diccionario: str, contenido: bytes) -> bytes:
    cabeza = b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    flujo = f"9 0 obj\n{diccionario}\nstream\n".encode() + contenido + b"\nendstream\nendobj\n"
    return cabeza + flujo + f"startxref\n{len(cabeza)}\n%%EOF\n".encode()
