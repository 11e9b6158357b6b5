"""Reading a file of auxiliares, CSV or .xlsx, row by row (Protocolo 7.3, 7.4)."""

from collections.abc import Iterator

from chalicelib.documents.renglones import Renglon, table
from chalicelib.documents.tablas_csv import csv_lines
from chalicelib.documents.tablas_xlsx import xlsx_lines
from chalicelib.rules.cargas import Tipo

MAX_BYTES = 32 * 1024 * 1024
"""Of the file as uploaded: 100,000 rows have some 20 MB as CSV, 6 MB as .xlsx."""


def read_table(contenido: bytes, tipo: Tipo) -> Iterator[Renglon]:
    """Rows of the file with their faults of form. Raises `Ilegible` (also midway) when it is no such table."""
    return table(csv_lines(contenido) if tipo is Tipo.CSV else xlsx_lines(contenido))
