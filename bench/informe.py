"""Output of the figures: to the screen and to build/bench."""

import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from statistics import quantiles
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.sistema import BUILD

PAQUETES = ("boto3", "pynamodb", "aws-encryption-sdk", "cryptography", "chalice")


@dataclass(frozen=True)
class Cuartiles:
    """Median and the quartiles around it, all in the unit of what was measured."""

    q1: float
    mediana: float
    q3: float

    def __str__(self) -> str:
        return f"{self.mediana:.2f} ({self.q1:.2f}–{self.q3:.2f})"


def quartiles(medidas: list[float]) -> Cuartiles:
    """Quartiles of at least two measurements."""
    return Cuartiles(*quantiles(medidas, n=4, method="inclusive"))


def show(consola: Console, *tablas: Table) -> None:
    """Print tables one under the other."""
    for tabla in tablas:
        consola.print(tabla)


def write(nombre: str, datos: dict[str, Any]) -> None:
    """Write build/bench/<nombre>.json, with the machine and versions measured on."""
    BUILD.mkdir(parents=True, exist_ok=True)
    maquina = {
        "momento": datetime.now(UTC).isoformat(timespec="seconds"),
        "procesador": _processor(),
        "nucleos": os.cpu_count(),
        "carga_1_min": round(os.getloadavg()[0], 2),
        "python": sys.version.split()[0],
        **{p: version(p) for p in PAQUETES},
    }
    texto = json.dumps({"maquina": maquina, **datos}, indent=2, ensure_ascii=False, default=asdict)
    (BUILD / f"{nombre}.json").write_text(texto + "\n")


def read(nombre: str) -> dict[str, Any]:
    """Read what `write` wrote. Raises FileNotFoundError before the first measurement."""
    datos: dict[str, Any] = json.loads((BUILD / f"{nombre}.json").read_text())
    return datos


def _processor() -> str:
    with open("/proc/cpuinfo") as info:  # noqa: PTH123 - not a file of ours
        return next(
            (line.split(":")[1].strip() for line in info if line.startswith("model name")), platform.machine()
        )
