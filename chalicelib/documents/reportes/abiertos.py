"""Open data of public progress as CSV: titles in the first line and nothing above them, as programs read it."""

from codecs import BOM_UTF8
from collections.abc import Mapping
from typing import Any

from chalicelib.documents.reportes.tabulado import csv_rows

COLUMNAS = (
    "corte",
    "entidad",
    "proceso",
    "opl",
    "periodo",
    "cargo",
    "unidad",
    "unidad_nombre",
    "aspirante",
    "recibidos",
    "revisados",
    "contados",
    "contados_revisados",
    "contados_por_revisar",
    "requeridos",
    "porcentaje",
)
DE_TODAS = ("aviso", "redondeo", "licencia", "licencia_en")
"""What must be read with the figures, the same in each row: a row that is copied elsewhere keeps it."""


def open_data_csv(datos: Mapping[str, Any]) -> bytes:
    """The rows (`filas`) with what must be read with them; UTF-8 with mark, which spreadsheets need."""
    comunes = tuple(datos[c] for c in DE_TODAS)
    filas = [(*(f[c] for c in COLUMNAS), *comunes) for f in datos["filas"]]
    return BOM_UTF8 + csv_rows([(*COLUMNAS, *DE_TODAS), *filas])
