"""Open data of public progress as CSV: the first line has the titles, with nothing above, for programs to read."""

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
"""Columns equal in every row: notices that must be read with the figures, so that a copied row keeps them."""


def open_data_csv(datos: Mapping[str, Any]) -> bytes:
    """The CSV of the rows (`filas`) and their notices (`DE_TODAS`); UTF-8 with mark, which spreadsheets need."""
    comunes = tuple(datos[c] for c in DE_TODAS)
    filas = [(*(f[c] for c in COLUMNAS), *comunes) for f in datos["filas"]]
    return BOM_UTF8 + csv_rows([(*COLUMNAS, *DE_TODAS), *filas])
