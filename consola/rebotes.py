"""Commands for addresses that bounced or complained: show what is known, and release an address that works again."""

import click

from chalicelib.store.correos.rebotes import forget_address
from chalicelib.workflows.correos.rebotes import address_key, states_of


@click.group()
def rebotes() -> None:
    """Direcciones a las que rebotaron correos: ver una y liberarla."""


@rebotes.command("ver")
@click.argument("correo")
def ver(correo: str) -> None:
    """Qué se sabe de una dirección. No se guarda la dirección, así que hay que escribirla."""
    estado = states_of([correo]).get(correo)
    click.echo(estado.value if estado else "sin rebotes")


@rebotes.command("olvidar")
@click.argument("correo")
def olvidar(correo: str) -> None:
    """Libera una dirección que ya sirve: los anuncios vuelven a enviársele.

    Quítela también de la lista de SES: aws sesv2 delete-suppressed-destination --email-address CORREO
    """
    click.echo("Liberada." if forget_address(address_key(correo)) else "No tenía rebotes.")
