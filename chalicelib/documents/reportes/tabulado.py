"""Form of a report's file: the head above the rows, the columns, and the rows as a CSV that Excel opens correctly."""

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO

Celda = str | int | date | datetime | None
_FORMULA = re.compile(r"^[=+\-@\t\r\n]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class ColumnaDeReporte:
    """A column: its title, and its width in characters for file formats that have widths."""

    titulo: str
    ancho: int


@dataclass(frozen=True)
class Tabulado:
    """A report: its title, its notes (label, text) and its columns."""

    titulo: str
    notas: tuple[tuple[str, str], ...]
    columnas: tuple[ColumnaDeReporte, ...]


def csv_head(tabulado: Tabulado) -> bytes:
    """Head of the CSV in UTF-8 with mark: title, notes, an empty line, titles of the columns."""
    filas: list[Sequence[Celda]] = [(tabulado.titulo,), *tabulado.notas, ()]
    return BOM_UTF8 + csv_rows([*filas, tuple(c.titulo for c in tabulado.columnas)])


def csv_rows(filas: Iterable[Sequence[Celda]]) -> bytes:
    """Rows of the CSV. A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    texto = StringIO(newline="")
    csv.writer(texto).writerows([_plain(c) for c in fila] for fila in filas)
    return texto.getvalue().encode()


def clean_text(texto: str) -> str:
    """The text without the control characters that XML does not admit."""
    return _CONTROL.sub("", texto)


def formula_safe(texto: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would take it for a formula."""
    return f"'{texto}" if _FORMULA.match(texto) else texto


def _plain(celda: Celda) -> str | int:
    match celda:
        case None:
            return ""
        case datetime():
            return f"{celda:%Y-%m-%d %H:%M:%S}"
        case str():
            return formula_safe(clean_text(celda))
        case date():
            return celda.isoformat()
    return celda
