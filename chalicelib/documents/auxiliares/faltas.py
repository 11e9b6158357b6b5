"""The report of a file's faults as a CSV that Excel opens right: all texts are ours, none begins a formula (7.4)."""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable
from io import StringIO

from chalicelib.rules.auxiliares.carga import FaltaDeCarga


def report_csv(faltas: Iterable[FaltaDeCarga]) -> bytes:
    """UTF-8 with mark, commas; line 0 is the file as a whole."""
    texto = StringIO(newline="")
    hoja = csv.writer(texto)
    hoja.writerow(("linea", "columna", "codigo", "que_corregir"))
    hoja.writerows(faltas)
    return BOM_UTF8 + texto.getvalue().encode()
