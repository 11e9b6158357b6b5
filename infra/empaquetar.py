"""`python -m infra.empaquetar OUT`: the package for AWS (`deployment.zip`), its template (`sam.json`), and a proof.

Beside the zip lies the list of what it holds (`deployment.cdx.json`, decisions/0281).

Chalice makes the template; the zip is ours, of wheels chosen for the target (`infra/destino.py`) and refused when
the runtime lacks something that they need. Bytecode is added: without it a cold start compiles every module that
it imports (docs/decisions/0003). The same sources make the same bytes. How it is deployed: docs/deploy.md.
"""

import os
import shutil
import subprocess
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import click

from infra import binarios, ruedas
from infra.componentes import write_bill
from infra.destino import ARQUITECTURAS, MAXIMO_ABIERTO, MAXIMO_ZIP, PYTHON, Arquitectura
from infra.ruedas import ROOT, PaqueteInvalido
from local.despliegue import package

FECHA = (1980, 1, 1, 0, 0, 0)


@click.command()
@click.argument("salida", type=click.Path(path_type=Path, file_okay=False))
@click.option("--etapa", default="prod", show_default=True, help="Etapa de .chalice/config.json.")
@click.option("--arquitectura", type=click.Choice(list(ARQUITECTURAS)), default="x86_64", show_default=True)
def main(salida: Path, etapa: str, arquitectura: str) -> None:
    """Deja en SALIDA el paquete (deployment.zip) y la plantilla (sam.json) para AWS, y prueba que cargan."""
    salida = salida.resolve()
    salida.mkdir(parents=True, exist_ok=True)
    try:
        plantilla = make_template(salida, etapa)
        with tempfile.TemporaryDirectory() as temporal:
            make_zip(Path(temporal), salida / "deployment.zip", ARQUITECTURAS[arquitectura])
        prove(salida / "deployment.zip", plantilla, importa=arquitectura == "x86_64")
    except PaqueteInvalido as invalido:
        raise click.ClickException(str(invalido)) from None


def make_template(salida: Path, etapa: str) -> dict[str, Any]:
    """The template of a stage, as Chalice makes it with ours merged into it."""
    entorno = {"AWS_DEFAULT_REGION": "mx-central-1", **os.environ}
    return package(ROOT, ROOT / "infra" / "recursos.yaml", salida, entorno, etapa)


def make_zip(abierto: Path, paquete: Path, arquitectura: Arquitectura) -> None:
    """Bring wheels and our code together, refuse what the runtime lacks, compile, and zip."""
    click.echo(f"Se reúnen las ruedas para python{PYTHON} en {arquitectura.lambda_}…")
    origenes = ruedas.unpack(ruedas.download(arquitectura, ROOT / "build" / "ruedas"), abierto)
    if faltas := binarios.faults(abierto, arquitectura):
        raise PaqueteInvalido("Lambda no tiene lo que piden estos archivos:\n  " + "\n  ".join(faltas))
    shutil.copy(ROOT / "app.py", abierto)
    shutil.copytree(ROOT / "chalicelib", abierto / "chalicelib", ignore=shutil.ignore_patterns("__pycache__"))
    (abierto / "chalicelib" / "__init__.py").touch()
    compile_all(abierto)
    write_zip(abierto, paquete)
    lista = paquete.with_suffix(".cdx.json")
    click.echo(f"{lista.name}: {write_bill(paquete, lista, origenes)} componentes (CycloneDX)")


def compile_all(carpeta: Path) -> None:
    """Bytecode of the target's Python beside each module; `unchecked-hash` is used whatever the files' dates are."""
    opciones = ["-q", "-s", str(carpeta), "--invalidation-mode", "unchecked-hash"]
    orden = [target_python(), "-I", "-m", "compileall", *opciones, str(carpeta)]
    hecho = subprocess.run(orden, capture_output=True, text=True)
    if hecho.returncode:
        raise PaqueteInvalido(f"Hay módulos que no compilan:\n{hecho.stdout}{hecho.stderr}")


def target_python() -> str:
    """Path of the target's Python on this machine. Raises `PaqueteInvalido` when there is none."""
    pyenv = Path.home() / ".pyenv" / "versions"
    propios = [str(p / "bin" / f"python{PYTHON}") for p in sorted(pyenv.glob(f"{PYTHON}.*"), reverse=True)]
    candidatos = [os.environ.get("CAPTACION_PYTHON_DESTINO", ""), *propios, f"python{PYTHON}"]
    for candidato in filter(None, candidatos):
        if (hallado := shutil.which(candidato)) and _answers(hallado):
            return hallado
    raise PaqueteInvalido(f"Hace falta python{PYTHON}, el de Lambda, para compilar y probar el paquete.")


def _answers(python: str) -> bool:
    """Whether this Python runs and has the target's version: pyenv leaves shims of versions that are not installed."""
    orden = [python, "-I", "-S", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    return subprocess.run(orden, capture_output=True, text=True).stdout.strip() == PYTHON


def write_zip(carpeta: Path, paquete: Path) -> None:
    """Zip a folder reproducibly: files in order of their names, all with the same date and readable by all."""
    with zipfile.ZipFile(paquete, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archivo:
        for origen in sorted(p for p in carpeta.rglob("*") if p.is_file()):
            entrada = zipfile.ZipInfo(str(origen.relative_to(carpeta)), FECHA)
            entrada.external_attr = 0o100644 << 16
            entrada.compress_type = zipfile.ZIP_DEFLATED
            archivo.writestr(entrada, origen.read_bytes())


def prove(paquete: Path, plantilla: dict[str, Any], importa: bool = True) -> None:
    """Print the sizes and import every function's handler from the zip alone; `PaqueteInvalido` when one fails."""
    with tempfile.TemporaryDirectory() as carpeta, zipfile.ZipFile(paquete) as archivo:
        abierto = sum(i.file_size for i in archivo.infolist())
        cerrado = paquete.stat().st_size
        medidas = (
            f"{cerrado / 1e6:.1f} MB, {abierto / 1e6:.1f} MB abierto, {len(archivo.infolist())} archivos"
        )
        click.echo(f"{paquete.name}: {medidas}")
        if cerrado > MAXIMO_ZIP or abierto > MAXIMO_ABIERTO:
            raise PaqueteInvalido(
                f"El paquete pasa de {MAXIMO_ZIP / 1e6:.0f} o {MAXIMO_ABIERTO / 1e6:.0f} MB."
            )
        if not importa:
            click.echo("No se importó nada: es de otro procesador.")
            return
        archivo.extractall(carpeta)
        manejadores = {**handlers(plantilla), "Todo chalicelib": "todo"}
        with ThreadPoolExecutor(2) as dos:
            tiempos = dos.map(lambda m: import_alone(carpeta, m), manejadores.values())
            for funcion, tardo in zip(manejadores, tiempos, strict=True):
                click.echo(f"  {funcion}: importado solo del paquete en {tardo} s")


def handlers(plantilla: dict[str, Any]) -> dict[str, str]:
    """Handler of each function of a template."""
    recursos = plantilla["Resources"].items()
    return {n: r["Properties"]["Handler"] for n, r in recursos if r["Type"] == "AWS::Serverless::Function"}


def import_alone(carpeta: str, manejador: str) -> str:
    """Import a handler in a process that sees the opened package alone; return how many seconds it took."""
    orden = [target_python(), "-I", "-S", str(ROOT / "infra" / "importar.py"), carpeta, manejador]
    entorno = {
        "PATH": "/usr/bin:/bin",
        "AWS_DEFAULT_REGION": "mx-central-1",
        "CAPTACION_PREFIJO": "captacion-local",
    }
    hecho = subprocess.run(orden, capture_output=True, text=True, env=entorno, cwd="/", timeout=60)
    if hecho.returncode:
        raise PaqueteInvalido(f"{manejador} no se importa del paquete:\n{hecho.stderr.strip()}")
    return hecho.stdout.strip()


if __name__ == "__main__":
    main()
