"""The file of a bulk load: its empty template, its rows, the report of its faults (Protocolo 7.3, 7.4).

The templates are made once by `hacer_plantillas` and served as they are.
"""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path

from chalicelib.base.hijo import MIB, FueraDeLimite, Limites, stream_limited
from chalicelib.documents.auxiliares.renglones import Renglon, TablaIlegible, numbered_rows
from chalicelib.documents.auxiliares.tablas_csv import csv_lines
from chalicelib.rules.auxiliares.carga import FaltaDeCarga, TipoDeArchivo

LIMITES = Limites(segundos=150, memoria=1024 * MIB, espera=3)
"""The largest file admitted, 100,000 rows of .xlsx, takes some 40 seconds and 300 MB."""
POR_TANDA = 1000
CARPETA = Path(__file__).parent / "plantillas"


def read_template(tipo: TipoDeArchivo) -> bytes:
    """The empty template of that file type, to be filled in with auxiliares (7.4)."""
    return (CARPETA / f"auxiliares.{tipo}").read_bytes()


def read_table(contenido: bytes, tipo: TipoDeArchivo) -> Iterator[Renglon]:
    """Rows of the file with their faults of form. Raises `TablaIlegible`, possibly midway, if it is no such table."""
    if tipo is TipoDeArchivo.CSV:
        return numbered_rows(csv_lines(contenido))
    # Imported here, so that neither the API nor a run that reads a CSV loads openpyxl.
    from chalicelib.documents.auxiliares.tablas_xlsx import xlsx_lines

    return numbered_rows(xlsx_lines(contenido))


def read_table_limited(contenido: bytes, tipo: TipoDeArchivo) -> Iterator[Renglon]:
    """Run `read_table` in a child process; a file that exceeds `LIMITES` raises `TablaIlegible`."""
    try:
        for tanda in stream_limited(LIMITES, _in_batches, contenido, tipo):
            yield from tanda
    except FueraDeLimite:
        texto = "El archivo contiene mucho más que los datos: cópielos a la plantilla."
        raise TablaIlegible(FaltaDeCarga(0, "", "libro_excesivo", texto)) from None


def _in_batches(contenido: bytes, tipo: TipoDeArchivo) -> Iterator[list[Renglon]]:
    """Rows in batches of a thousand; the rows read before an error are given before it is raised."""
    tanda: list[Renglon] = []
    try:
        for renglon in read_table(contenido, tipo):
            tanda.append(renglon)
            if len(tanda) == POR_TANDA:
                yield tanda
                tanda = []
    except TablaIlegible:
        yield tanda
        raise
    yield tanda


def faltas_csv(faltas: Iterable[FaltaDeCarga]) -> bytes:
    """The report of faults as a CSV in UTF-8 with mark; line 0 is the file as a whole.

    All its texts are fixed and none begins as a formula, so that Excel opens the file safely.
    """
    texto = StringIO(newline="")
    hoja = csv.writer(texto)
    hoja.writerow(("linea", "columna", "codigo", "que_corregir"))
    hoja.writerows(faltas)
    return BOM_UTF8 + texto.getvalue().encode()
