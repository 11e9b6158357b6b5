"""Every event twice and out of order ends in the same report, byte for byte, as each event once and in order."""

from pathlib import Path

import pytest
from rich.console import Console

from local.demo import execute, faults, summary

REGISTROS, SEMILLA = 40, 7


@pytest.mark.nube
def test_repeated_and_shuffled_events_end_in_the_same_report(tmp_path: Path) -> None:
    consola = Console(quiet=True)
    en_orden, estado = execute(REGISTROS, SEMILLA, False, tmp_path / "orden", consola)
    con_caos, estado_caos = execute(REGISTROS, SEMILLA, True, tmp_path / "caos", consola)

    assert faults(en_orden, summary(en_orden, 0), estado) == []
    assert faults(con_caos, summary(con_caos, 0), estado_caos) == []
    assert events(estado_caos) > 1.5 * events(estado)  # it really was delivered more than once
    assert con_caos.reporte == en_orden.reporte
    assert en_orden.reporte.count(b'"historia"') == REGISTROS


def events(estado: dict) -> int:
    return sum(f["eventos"] for f in estado["funciones"].values())
