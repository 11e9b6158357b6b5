"""`python -m infra.empaquetar OUT`: Chalice's package for AWS, with bytecode added.

Chalice ships no `.pyc`; without them a cold start compiles every module it imports, which takes two to three times as
long as importing (docs/decisions/0003). `unchecked-hash` bytecode is used as it is, whatever the files' dates are.
"""

import compileall
import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from py_compile import PycInvalidationMode

import click

from chalicelib.base import config

ORIGEN = """{"Fn::Sub": "'${Portal}'"}"""
ROOT = Path(__file__).resolve().parent.parent


@click.command()
@click.argument("salida", type=click.Path(path_type=Path, file_okay=False))
@click.option("--etapa", default="prod", show_default=True, help="Etapa de .chalice/config.json.")
def main(salida: Path, etapa: str) -> None:
    """Deja en SALIDA el paquete (deployment.zip) y la plantilla (sam.yaml) para AWS.

    Después: aws cloudformation package --template-file SALIDA/sam.yaml --s3-bucket … --output-template-file lista.yaml
    y aws cloudformation deploy --template-file lista.yaml --stack-name … --capabilities CAPABILITY_IAM
    --parameter-overrides Prefijo=ine-captacion-prod Remitente=… CorreoOperacion=… DominioInstitucional=ine.mx
    MfaInstitucional=ON PaginasSesion=https://… ClienteGoogle=… ClienteFacebook=… ClienteX=… EmisorX=https://…

    Antes del despliegue, los secretos de los proveedores en Secrets Manager, en <prefijo>-proveedores
    (docs/decisions/0041). Después: python -m consola preparar …, que hace la primera cuenta del INE.
    """
    click.echo("Chalice reúne las dependencias (un minuto o dos)…")
    chalice = [str(Path(sys.executable).with_name("chalice")), "package", "--stage", etapa]
    subprocess.run(  # noqa: S603 - our own command and arguments
        [
            *chalice,
            "--merge-template",
            "infra/recursos.yaml",
            "--template-format",
            "yaml",
            str(salida.resolve()),
        ],
        cwd=ROOT,
        env={"AWS_DEFAULT_REGION": "mx-central-1", **os.environ},
        check=True,
    )
    name_origin(salida / "sam.yaml")
    antes = (salida / "deployment.zip").stat().st_size
    click.echo("Se añade el código compilado…")
    n = add_bytecode(salida / "deployment.zip")
    despues = (salida / "deployment.zip").stat().st_size
    click.echo(
        f"{salida}/deployment.zip: {antes / 1e6:.1f} MB → {despues / 1e6:.1f} MB, {n} módulos compilados"
    )


def name_origin(plantilla: Path) -> None:
    """Let the template's parameter say which origin a preflight admits: Chalice writes that of this machine."""
    texto = plantilla.read_text("utf-8")
    plantilla.write_text(texto.replace(f"'''{config.ORIGEN_WEB}'''", ORIGEN), "utf-8")


def add_bytecode(paquete: Path) -> int:
    """Compile every module of the zip and put the result beside it; return how many there are."""
    with tempfile.TemporaryDirectory() as carpeta:
        with zipfile.ZipFile(paquete) as archivo:
            archivo.extractall(carpeta)
        compileall.compile_dir(
            carpeta, quiet=2, stripdir=carpeta, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH
        )
        compilados = sorted(Path(carpeta).rglob("__pycache__/*.pyc"))
        with zipfile.ZipFile(paquete, "a", zipfile.ZIP_DEFLATED) as archivo:
            presentes = set(archivo.namelist())
            nuevos = [c for c in compilados if str(c.relative_to(carpeta)) not in presentes]
            for compilado in nuevos:
                archivo.write(compilado, compilado.relative_to(carpeta))
    return len(compilados)


if __name__ == "__main__":
    main()
