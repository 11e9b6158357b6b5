"""What was refused at reception: see why, and where its original is."""

import click

from chalicelib.store.envios import Rechazo


@click.group()
def rechazos() -> None:
    """Archivos que llegaron y no se recibieron: verlos, con su motivo y su original en cuarentena."""


@rechazos.command("ver")
@click.option("--proceso", help="Solo los de este proceso.")
def ver(proceso: str | None) -> None:
    """Una línea por archivo: momento, motivo, folio y llave del original en el depósito de cuarentena.

    Lee la tabla entera: es para quien opera el sistema, no para el camino de los registros.
    """
    for r in sorted(Rechazo.scan(), key=lambda r: r.momento):
        if proceso in (None, r.proceso):
            click.echo(f"{r.momento}  {r.codigo:<28}  {r.folio}  {r.cuarentena}")
