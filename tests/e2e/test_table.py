"""docs/bad-input.md says exactly what the tests show."""

import re
from pathlib import Path

from chalicelib.vault.errores import ExpedienteInvalido, SobreInvalido
from tests.e2e import test_api_refusals, test_bad_uploads, test_dead_letters, test_upload_permits
from tests.e2e.filas import PROBADAS

TABLA = Path(__file__).parents[2] / "docs" / "bad-input.md"
MODULOS = (test_api_refusals, test_bad_uploads, test_dead_letters, test_upload_permits)
"""Importing them fills `PROBADAS`."""


def rows() -> list[list[str]]:
    """Cells of every row: row, what is wrong, where it is caught, result, what to do."""
    lineas = [linea for linea in TABLA.read_text().splitlines() if linea.startswith("| `")]
    return [[celda.strip() for celda in re.split(r"(?<!\\)\|", linea)[1:-1]] for linea in lineas]


def test_the_table_has_the_rows_that_are_tested_with_the_results_that_are_shown():
    filas = rows()
    assert all(len(fila) == 5 and all(fila) for fila in filas)
    tabla = {fila.strip("`"): resultado.replace("`", "") for fila, _, _, resultado, _ in filas}
    assert len(tabla) == len(filas)
    assert tabla == PROBADAS


def test_every_code_with_which_reception_refuses_has_a_row():
    codigos = {codigo for tipo in (SobreInvalido, ExpedienteInvalido) for codigo in tipo.TEXTOS}
    assert codigos - {resultado.split()[-1] for resultado in PROBADAS.values()} == set()
