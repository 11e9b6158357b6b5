"""Command that publishes the pages in their bucket, with the `config.json` of the stack (docs/deploy.md, 4)."""

import json
import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from chalicelib.base import aws
from local.cabeceras import SITIOS, cache_control, content_type

ULTIMOS = ("index.html", "sw.js", "verificar.html", "verificar-sw.js")
"""Files that refer to the others. They are uploaded after all of them."""


@click.command("paginas")
@click.argument("carpeta", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--pila", required=True, help="Nombre de la pila, de cuyas salidas se escribe config.json.")
def paginas(carpeta: Path, pila: str) -> None:
    """Publica las páginas de CARPETA (build/aws/web, de «make package») en el depósito de la pila.

    Repetirlo no cambia nada. Los archivos de la versión anterior quedan para quien la tenga abierta.

    Ejemplo: python -m consola paginas build/aws/web --pila ine-captacion-prod
    """
    salidas = outputs_of(pila)
    for sitio in SITIOS:
        if not (carpeta / sitio / "index.html").is_file():
            raise click.ClickException(f"Falta {sitio}/index.html en {carpeta}: haga «make package».")
    for sitio in SITIOS:
        click.echo(f"{sitio}: {publish(carpeta / sitio, sitio, salidas)} archivos")


def outputs_of(pila: str) -> dict[str, str]:
    """The outputs of a stack."""
    [descrita] = aws.client("cloudformation").describe_stacks(StackName=pila)["Stacks"]
    return {s["OutputKey"]: s["OutputValue"] for s in descrita.get("Outputs", [])}


def config_of(salidas: Mapping[str, str]) -> dict[str, Any]:
    """Content of `/config.json` for a stack (`web/comun/configuracion.ts`)."""

    def grupo(cliente: str, entrada: str, proveedores: str = "") -> dict[str, Any]:
        ofrecidos = [p for p in proveedores.split(",") if p]
        return {"cliente": salidas[cliente], "entrada": salidas[entrada], "proveedores": ofrecidos}

    return {
        "ambiente": salidas["PrefijoRecursos"],
        "grupos": {
            "institucional": grupo("ClienteInstitucionalId", "EntradaInstitucional"),
            "federado": grupo("ClienteFederadoId", "EntradaFederada", salidas["Proveedores"]),
        },
    }


def publish(carpeta: Path, sitio: str, salidas: Mapping[str, str]) -> int:
    """Upload a site's files, those that refer to others last. Returns their number. Nothing is deleted."""
    archivos = in_order(carpeta)
    deposito = salidas["PaginasDeposito"]
    _put(deposito, f"{sitio}/config.json", json.dumps(config_of(salidas)).encode())
    for archivo in archivos:
        _put(deposito, f"{sitio}/{archivo.relative_to(carpeta).as_posix()}", archivo.read_bytes())
    return len(archivos) + 1


def in_order(carpeta: Path) -> list[Path]:
    """A site's files by name, those that refer to others last. So a visitor during the upload gets the whole former
    version."""
    archivos = sorted(p for p in carpeta.rglob("*") if p.is_file())
    return sorted(archivos, key=lambda p: p.relative_to(carpeta).as_posix() in ULTIMOS)


def _put(deposito: str, llave: str, contenido: bytes) -> None:
    tipo = mimetypes.guess_type(llave)[0] or "application/octet-stream"
    aws.client("s3").put_object(
        Bucket=deposito,
        Key=llave,
        Body=contenido,
        ContentType=content_type(tipo),
        CacheControl=cache_control(llave),
    )
