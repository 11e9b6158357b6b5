"""Command that publishes privacy notices and duties from files: the first ones of a system, or all at once (18.1,
7.11).
"""

from datetime import datetime
from pathlib import Path

import click

from chalicelib.base.reloj import ahora
from chalicelib.problemas import DatosNoAdmitidos
from chalicelib.rules.base.permisos import Rol
from chalicelib.rules.privacidad import TipoAviso, has_notice, series_name
from chalicelib.store.privacidad.avisos import notices_newest_first
from chalicelib.workflows.privacidad.avisos import publish_notice_version

CARPETA = Path(__file__).resolve().parent.parent / "docs" / "avisos"
QUIEN = "consola"


@click.group()
def avisos() -> None:
    """Avisos de privacidad y obligaciones sobre datos personales (numerales 7.11 y 18)."""


@avisos.command("publicar")
@click.argument("carpeta", default=CARPETA, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--desde", default="", help="Inicio de la vigencia (RFC 3339, con zona). Si falta: de inmediato."
)
def publicar(carpeta: Path, desde: str) -> None:
    """Publica los textos de una carpeta: aviso-ROL.md y obligaciones-ROL.md, cada uno con su título en «# …».

    Lo que ya está publicado con el mismo texto no se publica otra vez.

    Ejemplo: python -m consola avisos publicar docs/avisos
    """
    try:
        vigente = datetime.fromisoformat(desde) if desde else None
        if vigente and vigente.tzinfo is None:
            raise ValueError
        for aviso in publish_folder(carpeta, vigente):
            click.echo(aviso)
    except ValueError:
        raise click.ClickException("Indique --desde como 2027-01-15T00:00:00-06:00.") from None
    except DatosNoAdmitidos as problema:
        raise click.ClickException("; ".join(f["texto"] for f in problema.extra["faltas"])) from None


def publish_folder(carpeta: Path, vigente: datetime | None = None) -> list[str]:
    """Publish the texts that differ from their newest version. Returns the ids published."""
    hechos = []
    for tipo, rol in ((t, r) for t in TipoAviso for r in Rol if has_notice(t, r)):
        archivo = carpeta / f"{series_name(tipo, rol)}.md"
        if not archivo.exists():
            continue
        titulo, _, texto = archivo.read_text(encoding="utf-8").partition("\n")
        titulo, texto = titulo.removeprefix("# ").strip(), texto.strip()
        ultimo = next(notices_newest_first(series_name(tipo, rol)), None)
        if ultimo is None or (ultimo.titulo, ultimo.texto) != (titulo, texto):
            hechos.append(publish_notice_version(tipo, rol, titulo, texto, vigente, QUIEN, ahora()).aviso)
    return hechos
