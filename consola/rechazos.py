"""Commands for refusals of reception: show their reasons and originals, and receive an original after all."""

import click

from chalicelib.store.captacion.rechazos import Rechazo, find_rechazos
from chalicelib.vault.errores import Invalido
from chalicelib.workflows.captacion.recepcion import Desaparecido, Rechazado, receive_refused_original


@click.group()
def rechazos() -> None:
    """Archivos que llegaron y no se recibieron: verlos con su motivo, y recibir lo mal rechazado."""


@rechazos.command("ver")
@click.option("--proceso", help="Solo los de este proceso.")
def ver(proceso: str | None) -> None:
    """Una línea por archivo: momento, motivo, folio y llave del original en el depósito de cuarentena.

    La llave termina en el SHA-256 del archivo. "superado": el mismo contenido se recibió después.

    Lee la tabla entera: es para quien opera el sistema, no para el camino de los registros.
    """
    for r in sorted(Rechazo.scan(), key=lambda r: r.momento):
        if proceso in (None, r.proceso):
            click.echo(
                f"{r.momento}  {r.codigo:<28}  {r.folio}  {r.cuarentena}{'  superado' * bool(r.superado)}"
            )


@rechazos.command("reponer")
@click.argument("folio")
@click.argument("sellado")
def reponer(folio: str, sellado: str) -> None:
    """Vuelve a recibir un original de la cuarentena, con el momento en que llegó, ya corregida la causa.

    SELLADO es el SHA-256 del archivo, como termina la llave que muestra `ver`. El momento no es el de hoy: el plazo
    (numeral 9.16) se cuenta a la llegada. Reponer dos veces no duplica el registro.
    """
    rechazo = find_rechazos([(folio, sellado)]).get((folio, sellado))
    if rechazo is None:
        raise click.ClickException("No hay un rechazo de ese folio con ese SHA-256.")
    try:
        click.echo(f"{folio}: {receive_refused_original(rechazo)}")
    except Desaparecido:
        raise click.ClickException("El original ya no está en la cuarentena.") from None
    except (Rechazado, Invalido) as motivo:
        raise click.ClickException(f"Sigue rechazado: {motivo.codigo}. {motivo.texto}") from None
