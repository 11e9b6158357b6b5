"""A report's rows as .xlsx, written one by one: only the current row is kept in memory.

XlsxWriter keeps the sheet in a temporary file in the given folder, about 0.6 KB a row, and packs it at the end.
"""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from xlsxwriter import Workbook

from chalicelib.documents.reportes.tabulado import Celda, Tabulado, clean_text

MAXIMO_TEXTO = 32_767  # characters that Excel admits in a cell


class Libro:
    """A book of one sheet, as a context manager; leaving it without an error writes the file."""

    def __init__(self, archivo: Path, tabulado: Tabulado) -> None:
        opciones = {"constant_memory": True, "tmpdir": str(archivo.parent), "in_memory": False}
        self._libro = Workbook(str(archivo), opciones)
        self._hoja = self._libro.add_worksheet("Reporte")
        self._negrita = self._libro.add_format({"bold": True})
        self._dia = self._libro.add_format({"num_format": "yyyy-mm-dd"})
        self._momento = self._libro.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._columnas = len(tabulado.columnas)
        self._cabeza = len(tabulado.notas) + 2
        self._fila = self._cabeza + 1
        self._head(tabulado)

    def __enter__(self) -> "Libro":
        return self

    def __exit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, traza: TracebackType | None
    ) -> None:
        if tipo is None:
            self._hoja.autofilter(self._cabeza, 0, max(self._fila - 1, self._cabeza), self._columnas - 1)
            self._libro.close()

    def add(self, celdas: Sequence[Celda]) -> None:
        """Write the next row."""
        for n, celda in enumerate(celdas):
            self._write(self._fila, n, celda)
        self._fila += 1

    def _head(self, tabulado: Tabulado) -> None:
        for n, columna in enumerate(tabulado.columnas):
            self._hoja.set_column(n, n, columna.ancho)
        self._hoja.freeze_panes(self._cabeza + 1, 0)
        self._write(0, 0, tabulado.titulo, self._negrita)
        for fila, nota in enumerate(tabulado.notas, start=1):
            for n, texto in enumerate(nota):
                self._write(fila, n, texto)
        for n, columna in enumerate(tabulado.columnas):
            self._write(self._cabeza, n, columna.titulo, self._negrita)

    def _write(self, fila: int, n: int, celda: Celda, formato: Any = None) -> None:
        """Write a cell with its own type, so that a text is never taken for a formula, a number or a link."""
        match celda:
            case datetime():
                self._hoja.write_datetime(fila, n, celda, self._momento)
            case date():
                self._hoja.write_datetime(fila, n, celda, self._dia)
            case int():
                self._hoja.write_number(fila, n, celda)
            case str():
                self._hoja.write_string(fila, n, clean_text(celda)[:MAXIMO_TEXTO], formato)
