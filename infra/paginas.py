"""`python -m infra.paginas OUT`: builds the pages of both sites, each into a folder; `consola paginas` uploads them."""

import shutil
from pathlib import Path

import click

from local.cabeceras import SITIOS
from local.construccion import built
from local.nube import NubeError


@click.command()
@click.argument("salida", type=click.Path(path_type=Path, file_okay=False))
def main(salida: Path) -> None:
    """Deja en SALIDA las páginas del portal y de la aplicación, para publicarlas con «consola paginas»."""
    for sitio in SITIOS:
        try:
            construido = built(sitio)
        except NubeError as falta:
            raise click.ClickException(str(falta)) from None
        shutil.rmtree(salida / sitio, ignore_errors=True)
        shutil.copytree(construido, salida / sitio)
        click.echo(f"{sitio}: {sum(p.is_file() for p in (salida / sitio).rglob('*'))} archivos")


if __name__ == "__main__":
    main()
