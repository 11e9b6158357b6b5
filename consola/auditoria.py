"""Whether the audit log is as it was written."""

import click

from chalicelib.workflows.privacidad.bitacora import verify_chains


@click.group()
def auditoria() -> None:
    """La bitácora de auditoría (18.7)."""


@auditoria.command("verificar")
def verificar() -> None:
    """Comprueba la cadena de cada persona y dice qué asiento no concuerda.

    Lee la tabla entera. Un asiento cambiado, quitado o intercalado se nota en su número; que falten los más recientes
    de una cadena, no: compare con un respaldo.
    """
    cadenas = alteradas = 0
    for actor, n in verify_chains():
        cadenas += 1
        if n is not None:
            alteradas += 1
            click.echo(f"{actor}: el asiento {n} no concuerda")
    click.echo(f"Cadenas: {cadenas}; alteradas: {alteradas}")
    if alteradas:
        raise click.ClickException(
            "La bitácora se alteró. Conserve la tabla y avise al responsable de seguridad."
        )
