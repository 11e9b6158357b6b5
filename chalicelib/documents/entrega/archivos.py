"""Files of a delivery's table: the same rows as CSV and as Parquet, written row by row (Protocolo 15.3).

The CSV also opens in spreadsheets: UTF-8 with byte order mark, and an apostrophe before a value that a spreadsheet
would run as a formula. The Parquet holds the unchanged values. DuckDB makes it from a plain CSV, in bounded memory.
"""

import csv
from codecs import BOM_UTF8
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from chalicelib.documents.reportes.tabulado import clean_text, formula_safe
from chalicelib.rules.entrega.filas import Celda
from chalicelib.rules.entrega.tablas import COLUMNAS, TablaDeEntrega, TipoDeColumna, column_names

MEMORIA = "256MB"
"""Memory that DuckDB may use. Data that do not fit go to the folder."""
_TIPOS = {TipoDeColumna.TEXTO: "VARCHAR", TipoDeColumna.ENTERO: "BIGINT", TipoDeColumna.LOGICO: "BOOLEAN"}


class Escritor:
    """Writer of one table's rows into a folder. `filas` and `bytes` count what was added so far."""

    def __init__(self, carpeta: Path, tabla: TablaDeEntrega) -> None:
        self.tabla, self.filas, self.bytes = tabla, 0, 0
        self.csv = carpeta / f"{tabla}.csv"
        self.parquet = carpeta / f"{tabla}.parquet"
        self._carpeta, self._crudo = carpeta, carpeta / f"{tabla}.crudo"

    def __enter__(self) -> "Escritor":
        with self.csv.open("wb") as archivo:
            archivo.write(BOM_UTF8)
        self._visible = self.csv.open("a", newline="", encoding="utf-8")
        self._exacto = self._crudo.open("w", newline="", encoding="utf-8")
        self._a_visible, self._a_exacto = csv.writer(self._visible), csv.writer(self._exacto)
        self._a_visible.writerow(column_names(self.tabla))
        return self

    def __exit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, traza: TracebackType | None
    ) -> None:
        self._visible.close()
        self._exacto.close()

    def add(self, fila: Sequence[Celda]) -> None:
        """Add a row. A row of another length is a programming error."""
        if len(fila) != len(COLUMNAS[self.tabla]):
            raise ValueError(f"{self.tabla}: {len(fila)} cells")
        exacta = [_plain(c) for c in fila]
        self._a_exacto.writerow(exacta)
        self.bytes += self._a_visible.writerow(
            [formula_safe(str(x)) if isinstance(c, str) else x for c, x in zip(fila, exacta, strict=True)]
        )
        self.filas += 1

    def finish(self) -> None:
        """Close the CSV and make the Parquet from it."""
        self.__exit__(None, None, None)
        columnas = {c.nombre: _TIPOS[c.tipo] for c in COLUMNAS[self.tabla]}
        to_parquet(self._crudo, self.parquet, columnas, self._carpeta)
        self._crudo.unlink()


def to_parquet(origen: Path, destino: Path, columnas: dict[str, str], carpeta: Path) -> None:
    """Write a CSV without header as Parquet (zstd), the same bytes for the same rows."""
    import duckdb  # imported here: it takes 70 MB and 50 ms

    ajustes: dict[str, Any] = {
        "threads": "1",
        "memory_limit": MEMORIA,
        "temp_directory": str(carpeta),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    tipos = ", ".join(f"'{n}': '{t}'" for n, t in columnas.items())
    with duckdb.connect(":memory:", config=ajustes) as base:
        # Paths and columns come from this program; the rows' values are only in the file, so nothing is injected.
        leidas = (
            f"read_csv('{origen}', header=false, columns={{{tipos}}}, auto_detect=false, "
            "delim=',', quote='\"', escape='\"', nullstr='', parallel=false)"
        )
        base.execute(
            f"copy (select * from {leidas}) to '{destino}' (format parquet, compression zstd)"  # noqa: S608
        )


def _plain(celda: Celda) -> str | int:
    if celda is None:
        return ""
    if isinstance(celda, bool):
        return "true" if celda else "false"
    return clean_text(celda) if isinstance(celda, str) else celda
