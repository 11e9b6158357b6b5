"""The file of a bulk load: its empty template, its rows, the report of its faults (Protocolo 7.3, 7.4).

The templates are made once by `hacer_plantillas` and served as they are.
"""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path

from chalicelib.documents.auxiliares.renglones import Renglon, table
from chalicelib.documents.auxiliares.tablas_csv import csv_lines
from chalicelib.rules.auxiliares.carga import FaltaDeCarga, Tipo

CARPETA = Path(__file__).parent / "plantillas"


def read_template(tipo: Tipo) -> bytes:
    """The empty file to fill in with auxiliares, of that kind (7.4)."""
    return (CARPETA / f"auxiliares.{tipo}").read_bytes()


def read_table(contenido: bytes, tipo: Tipo) -> Iterator[Renglon]:
    """Rows of the file with their faults of form. Raises `Ilegible` (also midway) when it is no such table."""
    if tipo is Tipo.CSV:
        return table(csv_lines(contenido))
    # Imported here, so that neither the API nor a run that reads a CSV loads openpyxl.
    from chalicelib.documents.auxiliares.tablas_xlsx import xlsx_lines

    return table(xlsx_lines(contenido))


def faltas_csv(faltas: Iterable[FaltaDeCarga]) -> bytes:
    """The report of faults as a CSV in UTF-8 with mark; line 0 is the file as a whole.

    All texts are ours: none begins a formula when Excel opens the file.
    """
    texto = StringIO(newline="")
    hoja = csv.writer(texto)
    hoja.writerow(("linea", "columna", "codigo", "que_corregir"))
    hoja.writerows(faltas)
    return BOM_UTF8 + texto.getvalue().encode()
