"""Command that seals rows written before seals existed (docs/decisions/0271): once, when that version is deployed."""

from collections.abc import Iterator

import click
from pynamodb.expressions.condition import Condition

from chalicelib.store.apoyos.apoyos import Apoyo, apoyo_unchanged
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.conteo.corriente import every_image
from chalicelib.store.cuentas.cuentas import Cuenta
from chalicelib.workflows.apoyos.sellos import seal_record
from chalicelib.workflows.base.cuentas import accounts_key
from chalicelib.workflows.conteo.cotejo import read_record


@click.group()
def sellos() -> None:
    """Los sellos de registros y cuentas."""


@sellos.command("poner")
@click.confirmation_option(
    prompt="Da por buenos los registros y cuentas que no tienen sello. ¿Continuar?",
    help="No pregunta.",
)
def poner() -> None:
    """Sella los registros y cuentas que no tienen sello, tal como están; los demás no se tocan.

    Es para una sola vez: al pasar a la versión que sella. Después, una fila sin sello es una fila alterada.
    """
    click.echo(f"Registros sellados: {sum(_seal_record(a) for a in _unsealed_records())}")
    click.echo(f"Cuentas selladas: {sum(_seal_account(c) for c in Cuenta.scan() if _is_unsealed(c))}")


def _unsealed_records() -> Iterator[Apoyo]:
    return (read_record(i) for pagina in every_image() for i in pagina if "sello" not in i)


def _seal_record(apoyo: Apoyo) -> bool:
    """Seal a record if it is unchanged since it was read. Otherwise another writer sealed it, or the next run does.
    Returns whether it was sealed."""
    seal_record(apoyo)
    condicion = apoyo_unchanged(apoyo) & Apoyo.sello.does_not_exist()
    return write_unless_refused(
        lambda: Apoyo(apoyo.folio).update(actions=[Apoyo.sello.set(apoyo.sello)], condition=condicion)
    )


def _is_unsealed(c: Cuenta) -> bool:
    return c.sello is None and c.sello_estado is None and c.sello_sesion is None


def _seal_account(c: Cuenta) -> bool:
    c.seal(accounts_key())
    condicion: Condition = (Cuenta.estado == c.estado) & Cuenta.sello.does_not_exist()
    condicion &= (
        Cuenta.sesion_desde.does_not_exist()
        if c.sesion_desde is None
        else Cuenta.sesion_desde == c.sesion_desde
    )
    acciones = [
        Cuenta.sello.set(c.sello),
        Cuenta.sello_estado.set(c.sello_estado),
        Cuenta.sello_sesion.set(c.sello_sesion),
    ]
    return write_unless_refused(
        lambda: Cuenta(c.sujeto, c.cuenta).update(actions=acciones, condition=condicion)
    )
