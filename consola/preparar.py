"""Command that makes the system's secret and the INE's first account, which nobody could request through the API."""

import os
from datetime import UTC, datetime

import click

from chalicelib.store.cuentas.usuarios import find_pool
from chalicelib.workflows.base.secretos import ensure_system_secret
from chalicelib.workflows.cuentas.primera import CuentaNoAdmitida, ensure_first_account


@click.command("preparar")
@click.option("--correo", required=True, help="Correo institucional de quien será la primera cuenta del INE.")
@click.option("--nombre", required=True, help="Su nombre completo.")
@click.option("--cargo", required=True, help="Su cargo.")
@click.option("--telefono", required=True, help="Su teléfono.")
@click.option(
    "--oficio", required=True, help="Oficio que lo ordena y con el que consta su declaración firmada."
)
def preparar(correo: str, nombre: str, cargo: str, telefono: str, oficio: str) -> None:
    """Deja el sistema listo: el secreto del sistema y la primera cuenta del INE, activa (5.4).

    Muestra una vez la contraseña temporal, que se cambia al primer inicio de sesión. Repetirla con el mismo correo da
    otra contraseña temporal. Cuando ya hay una cuenta del INE, las demás se piden y otorgan en el Portal.

    Ejemplo: python -m consola preparar --correo ana@ine.mx --nombre "Ana Muestra Sol" --cargo "Directora"
    --telefono 5512345678 --oficio INE/DERFE/1/2027
    """
    ensure_system_secret()
    try:
        os.environ["CAPTACION_POOL_INSTITUCIONAL"] = find_pool()
        clave = ensure_first_account(correo.lower(), nombre, cargo, telefono, oficio, datetime.now(UTC))
    except LookupError as error:
        raise click.ClickException(
            f"No hay un grupo de usuarios {error}: despliegue primero la plantilla."
        ) from None
    except CuentaNoAdmitida as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Usuario: {correo.lower()}\nContraseña temporal (no se vuelve a mostrar): {clave}")
