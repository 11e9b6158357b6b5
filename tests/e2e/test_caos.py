"""Every event twice and out of order ends in the same report, byte for byte, as each event once and in order."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from local.demo import CIUDADANOS
from local.nube import ROOT

REGISTROS = 40


def run_demo(carpeta: Path, *opciones: str) -> Path:
    """A whole run in a process of its own; a run that loses, doubles or misclasses anything fails."""
    orden = [sys.executable, "-m", "local", "--carpeta", str(carpeta / "corrida"), "demo"]
    orden += [
        "--sin-app",
        "--registros",
        str(REGISTROS),
        "--semilla",
        "7",
        "--salida",
        str(carpeta / "salida"),
        *opciones,
    ]
    hecho = subprocess.run(orden, cwd=ROOT, capture_output=True, text=True, check=False)
    assert hecho.returncode == 0, hecho.stdout[-4000:] + hecho.stderr[-4000:]
    return carpeta / "salida"


@pytest.mark.nube
def test_repeated_and_shuffled_events_end_in_the_same_report(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as a_la_vez:  # two clouds, two processes: most of a run is waiting
        corridas = [
            a_la_vez.submit(run_demo, tmp_path / "orden"),
            a_la_vez.submit(run_demo, tmp_path / "caos", "--caos"),
        ]
    en_orden, con_caos = (c.result() for c in corridas)

    veces = [json.loads((c / "summary.json").read_text())["events"] for c in (en_orden, con_caos)]
    assert veces[1] > 1.5 * veces[0]  # it really was delivered more than once
    reporte = (en_orden / "reporte.json").read_bytes()
    assert reporte.count(b'"historia"') == REGISTROS + CIUDADANOS
    assert (con_caos / "reporte.json").read_bytes() == reporte
