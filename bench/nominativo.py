"""Benchmark of nominativo reports: time, memory and calls at 20,000 and 100,000 records, CSV and .xlsx.

On the local cloud, which holds the records in a process of its own; each report is made in another, so that its memory
is what the function's would be. The emulator's time is not AWS's: what is read from this are calls, memory and our own
processor time (that of the thread, botocore's included).
"""

import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.informe import show, write
from bench.sistema import BUILD
from local.despliegue import deploy, package
from local.nube import ROOT, Nube

RENGLONES = (20_000, 100_000)
FORMATOS = ("csv", "xlsx")
_YO = Path("/proc/self")


@dataclass
class Medida:
    """Figures of a report. `propio_s`: our thread's processor; `antes_mb`, `pico_mb`: resident before and at most."""

    formato: str
    renglones: int
    total_s: float = 0.0
    propio_s: float = 0.0
    antes_mb: float = 0.0
    pico_mb: float = 0.0
    archivo_mb: float = 0.0
    llamadas: dict[str, int] = field(default_factory=dict)


def measure_reports(consola: Console) -> None:
    """Run everything, show the table, write build/bench/nominativo.json."""
    medidas: list[dict[str, Any]] = []
    with Nube(BUILD / "nube") as nube:
        deploy(nube, package(ROOT, ROOT / "infra" / "recursos.yaml", BUILD / "plantilla", nube.env()))
        env = nube.env() | {"POWERTOOLS_LOG_LEVEL": "ERROR"}
        hechos = 0
        for renglones in RENGLONES:
            _apart(env, "llena", hechos, renglones)
            hechos = renglones
            medidas += [_apart(env, "elabora", formato, renglones) for formato in FORMATOS]
    tabla = Table("Archivo", "MB", "propio s", "ms/renglón", "antes MB", "pico MB", "Llamadas")
    for m in medidas:
        tabla.add_row(
            f"{m['formato']} {m['renglones']:,}",
            f"{m['archivo_mb']:.1f}",
            f"{m['propio_s']:.1f}",
            f"{1000 * m['propio_s'] / m['renglones']:.2f}",
            f"{m['antes_mb']:.0f}",
            f"{m['pico_mb']:.0f}",
            ", ".join(f"{op} {n:,}" for op, n in sorted(m["llamadas"].items())),
        )
    show(consola, tabla)
    write("nominativo", {"medidas": medidas})


def _apart(env: dict[str, str], *que: Any) -> dict[str, Any]:
    orden = [sys.executable, "-m", "bench.nominativo", *map(str, que)]
    hecho = subprocess.run(orden, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)
    dicho: dict[str, Any] = json.loads(hecho.stdout.splitlines()[-1])
    return dicho


def _fill(desde: int, hasta: int) -> dict[str, Any]:
    from chalicelib.store.apoyos.apoyos import Apoyo
    from tests.escenario import mundo

    if not desde:
        mundo.open_world()
    credencial = mundo.CREDENCIAL | {"nombre": "PERSONA SINTETICA DE MUESTRA"}
    with Apoyo.batch_write() as lote:
        for n in range(desde, hasta):
            momento = mundo.INICIO + timedelta(seconds=20 * n)
            lote.save(mundo.build(f"REG{n:07d}", "ASPA", momento, credencial=credencial))
    return {}


def _make(formato: str, renglones: int) -> dict[str, Any]:
    from chalicelib.documents.reportes import tabulado_xlsx  # noqa: F401  - what is imported is no part of the report
    from chalicelib.rules.base.permisos import Principal, Rol
    from chalicelib.rules.reportes.nominativo import FiltroNominativo
    from chalicelib.rules.reportes.pedido import ClaseReporte, Formato
    from chalicelib.store.base.tabla import connection
    from chalicelib.store.reportes.reportes import find_reporte
    from chalicelib.workflows.reportes.elaboracion import make_report
    from chalicelib.workflows.reportes.pedido import request_report
    from tests.escenario import mundo

    quien = Principal("bench", Rol.OPL, opl=mundo.OPL, cuenta=f"{formato}{renglones}")
    ahora = mundo.INICIO + timedelta(days=60)
    clase = ClaseReporte.NOMINATIVO
    pedido = request_report(
        quien, "ASPA", clase, Formato(formato), FiltroNominativo(), personas=True, ahora=ahora
    )
    medida = Medida(formato, renglones)
    _count(medida, connection().client)
    Path(_YO, "clear_refs").write_text("5")
    medida.antes_mb = _resident("VmRSS")
    inicio, cpu = time.perf_counter(), time.thread_time()
    make_report(pedido["reporte"], lambda: ahora + timedelta(minutes=1))
    medida.total_s, medida.propio_s = time.perf_counter() - inicio, time.thread_time() - cpu
    medida.pico_mb = _resident("VmHWM")
    hecho = find_reporte(pedido["reporte"])
    if hecho is None or hecho.filas != renglones:
        raise RuntimeError(f"el reporte tiene {hecho and hecho.filas} filas")
    medida.archivo_mb = int(hecho.bytes) / 1e6
    return asdict(medida)


def _count(medida: Medida, dynamodb: Any) -> None:
    from chalicelib.base import aws

    for cliente in (dynamodb, aws.client("s3")):
        cliente.meta.events.register_last("before-call", lambda model, **_: _note(medida, model.name))


def _note(medida: Medida, operacion: str) -> None:
    medida.llamadas[operacion] = medida.llamadas.get(operacion, 0) + 1


def _resident(cual: str) -> float:
    """Resident memory in MB, as the kernel reports it."""
    linea = next(x for x in Path(_YO, "status").read_text().splitlines() if x.startswith(cual))
    return int(linea.split()[1]) / 1024


if __name__ == "__main__":
    que, *resto = sys.argv[1:]
    dicho = _fill(*map(int, resto)) if que == "llena" else _make(resto[0], int(resto[1]))
    print(json.dumps(dicho))
