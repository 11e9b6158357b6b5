"""Benchmark of the import of each deployed function's module, in fresh processes, with bytecode and without.

Runs on a tree like the package's: the distributions of `requirements.txt` and the project, nothing of the development
environment. Every file is a link, so one tree has its bytecode beside it and the other never had any.
"""

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import Distribution, distribution
from pathlib import Path
from statistics import median
from typing import Any

from packaging.requirements import Requirement
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bench.informe import quartiles, show, write
from bench.sistema import BUILD
from local.despliegue import package
from local.nube import ROOT

REPETICIONES = 7
VIGILADOS = (
    "boto3", "pynamodb", "chalice", "aws_encryption_sdk", "cryptography.hazmat.primitives.asymmetric", "PIL",
    "jwt", "msgspec", "aws_lambda_powertools", "requests", "zxingcpp",
)  # fmt: skip
"""Libraries whose loading is reported for each function."""
LIMITES = {
    "import boto3": ("boto3",),
    "import boto3 y el SDK de cifrado": ("boto3", "aws_encryption_sdk"),
    "import boto3, chalice, pynamodb": ("boto3", "chalice", "pynamodb.models"),
}
_CHILD = """
import importlib, json, sys, time
inicio, cpu = time.perf_counter(), time.process_time()
for nombre in sys.argv[1].split(","):
    importlib.import_module(nombre)
print(json.dumps({
    "ms": 1000 * (time.perf_counter() - inicio), "cpu_ms": 1000 * (time.process_time() - cpu),
    "modulos": len(sys.modules), "carga": [m for m in sys.argv[2].split(",") if m in sys.modules],
}))
"""


def measure_imports(consola: Console, otro: Path | None = None) -> None:
    """Measure, show the tables, write build/bench/importes.json. `otro`: a second checkout, measured in turns."""
    raices = [ROOT, *([otro.resolve()] if otro else [])]
    medir = [(raiz, n, m) for raiz in raices for n, m in modules_to_measure(raiz).items()]
    arboles = {
        raiz: {"con": tree(BUILD / f"con-pyc-{n}", raiz), "sin": tree(BUILD / f"sin-pyc-{n}", raiz)}
        for n, raiz in enumerate(raices)
    }
    columnas = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    medidas: dict[tuple[Path, str], dict[str, list[dict[str, Any]]]] = {
        (raiz, n): {"con": [], "sin": []} for raiz, n, _ in medir
    }
    with Progress(*columnas, console=consola) as avance:
        tarea = avance.add_task("bytecode", total=len(medir) * (1 + 2 * REPETICIONES))
        for raiz, _, modulos in medir:
            _import(arboles[raiz]["con"], modulos, write_bytecode=True)
            avance.advance(tarea)
        for _ in range(REPETICIONES):
            for raiz, nombre, modulos in medir:
                for cual, arbol in arboles[raiz].items():
                    avance.update(tarea, advance=1, description=f"{nombre} ({cual} .pyc)")
                    medidas[raiz, nombre][cual].append(_import(arbol, modulos))
    informes = [{n: _summary(m, medidas[raiz, n]) for r, n, m in medir if r == raiz} for raiz in raices]
    for informe in informes:
        show(consola, _table(informe))
    if otro:
        show(consola, _comparison(informes[1], informes[0]))
    write("importes", {"repeticiones": REPETICIONES, "modulos": informes[0], "otro": [*informes[1:]]})


def modules_to_measure(raiz: Path) -> dict[str, str]:
    """Modules to import, by name: the limits, and each function of the packaged template of a checkout."""
    env = {"PATH": os.environ["PATH"], "AWS_DEFAULT_REGION": "mx-central-1"}
    template = package(raiz, raiz / "infra" / "recursos.yaml", BUILD / "plantilla", env, "local")
    return {k: ",".join(v) for k, v in LIMITES.items()} | {
        nombre: recurso["Properties"]["Handler"].rpartition(".")[0]
        for nombre, recurso in sorted(template["Resources"].items())
        if recurso["Type"] == "AWS::Serverless::Function"
    }


def tree(carpeta: Path, raiz: Path = ROOT) -> Path:
    """A new folder with links to every source file that would be in the package of a checkout."""
    shutil.rmtree(carpeta, ignore_errors=True)
    for dist in _closure((ROOT / "requirements.txt").read_text().splitlines()):
        for archivo in dist.files or ():
            if archivo.suffix != ".pyc" and ".." not in archivo.parts:
                _link(Path(str(dist.locate_file(archivo))), carpeta / archivo)
    for archivo in (raiz / "app.py", *(raiz / "chalicelib").rglob("*.py")):
        _link(archivo, carpeta / archivo.relative_to(raiz))
    return carpeta


def _closure(lineas: list[str]) -> list[Distribution]:
    """The distributions that those requirements bring with them."""
    pendientes = [Requirement(linea) for linea in lineas if linea[:1].isalpha()]  # not options, not comments
    halladas: dict[str, Distribution] = {}
    vistas: set[str] = set()
    while pendientes:
        pedida = pendientes.pop()
        if str(pedida) in vistas:
            continue
        vistas.add(str(pedida))
        dist = distribution(pedida.name)
        halladas[dist.name.lower()] = dist
        for texto in dist.requires or ():
            otra = Requirement(texto)
            entornos = [{"extra": e} for e in (*pedida.extras, "")]
            if otra.marker is None or any(otra.marker.evaluate(e) for e in entornos):
                pendientes.append(otra)
    return list(halladas.values())


def _link(origen: Path, destino: Path) -> None:
    destino.parent.mkdir(parents=True, exist_ok=True)
    destino.symlink_to(origen)


def _import(arbol: Path, modulos: str, *, write_bytecode: bool = False) -> dict[str, Any]:
    """Import in a process of its own, which sees only that tree and the standard library."""
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(arbol),
        "AWS_DEFAULT_REGION": "mx-central-1",
        "LANG": "C.UTF-8",
        **({} if write_bytecode else {"PYTHONDONTWRITEBYTECODE": "1"}),
    }
    command = [sys.executable, "-S", "-c", _CHILD, modulos, ",".join(VIGILADOS)]
    done = subprocess.run(command, env=env, cwd=arbol, capture_output=True, text=True, check=True)
    medida: dict[str, Any] = json.loads(done.stdout)
    return medida


def _summary(modulos: str, medidas: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    con, sin = medidas["con"], medidas["sin"]
    return {
        "importa": modulos,
        "ms_con_pyc": quartiles([m["ms"] for m in con]),
        "ms_sin_pyc": quartiles([m["ms"] for m in sin]),
        "cpu_ms_con_pyc": median(m["cpu_ms"] for m in con),
        "cpu_ms_sin_pyc": median(m["cpu_ms"] for m in sin),
        "modulos": con[0]["modulos"],
        "carga": con[0]["carga"],
    }


def _limit(i: dict[str, Any], informe: dict[str, Any]) -> dict[str, Any]:
    """Limit of a function: import of boto3, and of the Encryption SDK if the function loads it."""
    limite: dict[str, Any] = informe[list(LIMITES)["aws_encryption_sdk" in i["carga"]]]
    return limite


def _table(informe: dict[str, Any]) -> Table:
    columnas = ("con .pyc, ms", "sin .pyc, ms", "CPU con", "CPU sin", "módulos", "× su límite", "carga")
    tabla = Table("Función", *columnas, title="Importar", title_style="bold")
    for nombre, i in informe.items():
        paredes = (f"{q.mediana:.0f} ({q.q1:.0f}–{q.q3:.0f})" for q in (i["ms_con_pyc"], i["ms_sin_pyc"]))
        cpus = (f"{i[c]:.0f}" for c in ("cpu_ms_con_pyc", "cpu_ms_sin_pyc"))
        razon = f"{i['cpu_ms_con_pyc'] / _limit(i, informe)['cpu_ms_con_pyc']:.2f}"
        cortos = " ".join(m.rpartition(".")[2] for m in i["carga"])
        ultimo = nombre == list(LIMITES)[-1]
        tabla.add_row(nombre, *paredes, *cpus, str(i["modulos"]), razon, cortos, end_section=ultimo)
    return tabla


def _comparison(antes: dict[str, Any], ahora: dict[str, Any]) -> Table:
    """Table of processor time with bytecode in the other checkout and in this one, for functions that both have."""
    columnas = ("CPU con .pyc, otro", "este", "este / otro", "módulos, otro", "este")
    tabla = Table("Función", *columnas, title="Dos árboles en una corrida", title_style="bold")
    for nombre in (n for n in ahora if n in antes):
        a, b = antes[nombre], ahora[nombre]
        tiempos = (a["cpu_ms_con_pyc"], b["cpu_ms_con_pyc"])
        razon = f"{tiempos[1] / tiempos[0]:.2f}"
        tabla.add_row(nombre, *(f"{t:.0f}" for t in tiempos), razon, str(a["modulos"]), str(b["modulos"]))
    return tabla
