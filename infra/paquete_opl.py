"""`python -m infra.paquete_opl OUT`: the wheel of the OPL's tool, which an OPL installs on its own machine (15.1)."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent


@click.command()
@click.argument("salida", type=click.Path(path_type=Path, file_okay=False))
def main(salida: Path) -> None:
    """Deja en SALIDA la rueda de la herramienta del OPL.

    Para instalarla sin red, reúna también lo que necesita en el sistema del OPL: pip download captacion_opl-*.whl -d
    SALIDA; y allá: pip install --no-index --find-links SALIDA captacion-opl.
    """
    click.echo(build_wheel(salida))


def build_wheel(salida: Path) -> Path:
    """Build the wheel from a copy of the sources, so that the repository stays clean; return the wheel's path."""
    salida.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as carpeta:
        copia = Path(carpeta, "opl")
        shutil.copytree(ROOT / "opl", copia, ignore=shutil.ignore_patterns("__pycache__"))
        subprocess.run(
            [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
             "--no-index", "--wheel-dir", str(salida.resolve()), str(copia)],
            check=True,
        )  # fmt: skip
    return max(salida.glob("captacion_opl-*.whl"), key=lambda rueda: rueda.stat().st_mtime)


if __name__ == "__main__":
    main()
