"""Reading a file of auxiliares, CSV or .xlsx, row by row (Protocolo 7.3, 7.4)."""

from collections.abc import Iterator

from chalicelib.documents.auxiliares.renglones import Renglon, table
from chalicelib.documents.auxiliares.tablas_csv import csv_lines
from chalicelib.rules.auxiliares.carga import Tipo


def read_table(contenido: bytes, tipo: Tipo) -> Iterator[Renglon]:
    """Rows of the file with their faults of form. Raises `Ilegible` (also midway) when it is no such table."""
    if tipo is Tipo.CSV:
        return table(csv_lines(contenido))
    # Here, so that neither the API nor who reads a CSV loads openpyxl.
    from chalicelib.documents.auxiliares.tablas_xlsx import xlsx_lines

    return table(xlsx_lines(contenido))
