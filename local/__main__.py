"""`python -m local`: run the system on this machine, read its mails, follow a function's log."""

import json
import subprocess
import threading
from collections.abc import Callable

import click

from local.buzon import Mail, read_mails
from local.corredor import STATE, Corredor
from local.nube import BUILD

AFTER_START: list[Callable[[Corredor], None]] = []
"""Called in order by `run` once everything is up: seeding, logins to print."""


@click.group()
def main() -> None:
    """El sistema en esta máquina: nube emulada, API, eventos y buzón."""


@main.command()
@click.option("--puerto", default=8000, show_default=True, help="Puerto de la API.")
@click.option("--puerto-buzon", default=8025, show_default=True, help="Puerto del buzón.")
@click.option("--caos", is_flag=True, help="Entrega todo dos veces y en desorden.")
def run(puerto: int, puerto_buzon: int, caos: bool) -> None:
    """Arranca y permanece hasta Ctrl-C."""
    with Corredor(caos=caos, puerto=puerto, puerto_buzon=puerto_buzon, say=click.echo) as corredor:
        for hook in AFTER_START:
            hook(corredor)
        click.echo("En marcha; Ctrl-C para terminar.")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            click.echo("Terminando…")


@main.command()
@click.option("--para", help="Solo los dirigidos a esta dirección.")
def correo(para: str | None) -> None:
    """Muestra los correos que aceptó SES en la corrida abierta."""
    state = BUILD / STATE
    if not state.exists():
        raise click.ClickException("No hay una corrida abierta: use «python -m local run».")
    for mail in read_mails(json.loads(state.read_text())["nube"]["AWS_ENDPOINT_URL"], para):
        _show(mail)


@main.command()
@click.argument("funcion")
def registro(funcion: str) -> None:
    """Sigue el registro de una función (o de «puerta» o «nube»)."""
    logs = {path.stem.lower(): path for path in BUILD.glob("*.log")}
    if funcion.lower() not in logs:
        raise click.ClickException(f"No hay registro de {funcion}; los hay de: {', '.join(sorted(logs))}.")
    subprocess.run(["tail", "-n", "50", "-F", str(logs[funcion.lower()])], check=False)


def _show(mail: Mail) -> None:
    click.echo(f"{mail.sent:%Y-%m-%d %H:%M:%S}  {mail.sender} → {', '.join(mail.to)}\n{mail.subject}\n")
    click.echo(mail.text + "\n" + "─" * 40)


if __name__ == "__main__":
    main()
