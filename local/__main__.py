"""`python -m local`: run the system on this machine, read its mails, follow a function's log."""

import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from local.buzon import Mail, read_mails
from local.corredor import STATE, Corredor
from local.documentacion import Documentacion
from local.ficha import new_token
from local.nube import BUILD, ROOT, NubeError, require_free
from local.sitios import serve

if TYPE_CHECKING:
    from local.entrada import Mundo


@click.group()
@click.option(
    "--carpeta",
    default=BUILD,
    type=click.Path(path_type=Path, file_okay=False),
    help="Donde quedan los registros y el estado de la corrida.",
)
@click.pass_context
def main(context: click.Context, carpeta: Path) -> None:
    """El sistema en esta máquina: nube emulada, API, eventos y buzón."""
    context.obj = carpeta


@main.command()
@click.option("--puerto", default=8000, show_default=True, help="Puerto de la API.")
@click.option("--puerto-buzon", default=8025, show_default=True, help="Puerto del buzón.")
@click.option(
    "--puerto-api", default=8080, show_default=True, help="Puerto de la página que documenta la API."
)
@click.option("--puerto-portal", default=8090, show_default=True, help="Puerto del Portal Web.")
@click.option("--puerto-app", default=8091, show_default=True, help="Puerto de la aplicación.")
@click.option("--caos", is_flag=True, help="Entrega todo dos veces y en desorden.")
@click.option(
    "--registros", default=20, show_default=True, help="Registros que los teléfonos envían al arrancar."
)
@click.option(
    "--camara", default="", metavar="MODELO", help="Dice cómo abrir la aplicación con una credencial."
)
@click.pass_obj
def run(
    carpeta: Path,
    puerto: int,
    puerto_buzon: int,
    puerto_api: int,
    puerto_portal: int,
    puerto_app: int,
    caos: bool,
    registros: int,
    camara: str,
) -> None:
    """Arranca y permanece hasta Ctrl-C."""
    try:
        require_free(
            {
                "--puerto": puerto,
                "--puerto-buzon": puerto_buzon,
                "--puerto-api": puerto_api,
                "--puerto-portal": puerto_portal,
                "--puerto-app": puerto_app,
            }
        )
        with (
            Corredor(caos, puerto, puerto_buzon, build=carpeta, say=click.echo) as corredor,
            Documentacion(corredor.url, puerto_api) as pagina,
        ):
            click.echo(f"Documentación de la API, para leerla y probarla, en {pagina.url}")
            mundo = _seed(corredor, registros)
            claves, puertos = mundo.identidades.claves, {"portal": puerto_portal, "app": puerto_app}
            with serve(corredor, claves, puertos, say=click.echo) as direcciones:
                _show_app(corredor, mundo, direcciones, camara)
                click.echo("En marcha; Ctrl-C para terminar.")
                threading.Event().wait()
    except KeyboardInterrupt:
        click.echo("Terminado.")
    except NubeError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.option("--registros", default=300, show_default=True, help="Registros que envían los teléfonos.")
@click.option(
    "--semilla", default=1, show_default=True, help="La misma semilla da las mismas personas y casos."
)
@click.option("--caos", is_flag=True, help="Entrega todo dos veces y en desorden.")
@click.option(
    "--app/--sin-app",
    "con_app",
    default=True,
    show_default=True,
    help="Dos registros más van por la aplicación real en Chromium, si lo hay.",
)
@click.option(
    "--salida",
    default=ROOT / "build" / "demo",
    type=click.Path(path_type=Path, file_okay=False),
    help="Donde quedan summary.json y reporte.json.",
)
@click.pass_obj
def demo(carpeta: Path, registros: int, semilla: int, caos: bool, con_app: bool, salida: Path) -> None:
    """Envía, recibe, clasifica, asigna y revisa; al final cuenta todo y termina.

    Sale con error si algo se perdió, se duplicó, quedó sin acuse o sin revisar, o con otra clase que la prevista.
    Deja las cifras en summary.json.
    """
    from local.demo import run_demo

    # The demo has a folder of its own, so that it does not touch the state of an open run.
    propia = carpeta.with_name("demo-local") if carpeta == BUILD else carpeta
    if not run_demo(registros, semilla, caos, salida, Console(soft_wrap=True), propia, con_app):
        sys.exit(1)


@main.command()
@click.option("--para", help="Solo los dirigidos a esta dirección.")
@click.pass_obj
def correo(carpeta: Path, para: str | None) -> None:
    """Muestra los correos que aceptó SES en la corrida abierta."""
    state = carpeta / STATE
    if not state.exists():
        raise click.ClickException("No hay una corrida abierta: use «python -m local run».")
    for mail in read_mails(json.loads(state.read_text())["nube"]["AWS_ENDPOINT_URL"], para):
        _show(mail)


@main.command()
@click.argument("correo")
@click.pass_obj
def ficha(carpeta: Path, correo: str) -> None:
    """Abre otra sesión de CORREO en la corrida abierta e imprime su ficha (token de identificación).

    Las fichas duran una hora. En una cuenta institucional la sesión nueva termina la anterior (5.5).
    """
    try:
        click.echo(new_token(carpeta, correo))
    except LookupError as error:
        raise click.ClickException(str(error.args[0])) from error


@main.command()
@click.argument("funcion")
@click.option("--sigue/--no-sigue", default=True, show_default=True, help="Sigue lo que se añada.")
@click.pass_obj
def registro(carpeta: Path, funcion: str, sigue: bool) -> None:
    """Muestra el registro de una función (o de «puerta» o «nube»)."""
    logs = {path.stem.lower(): path for path in carpeta.glob("*.log")}
    if funcion.lower() not in logs:
        raise click.ClickException(f"No hay registro de {funcion}; los hay de: {', '.join(sorted(logs))}.")
    subprocess.run(["tail", "-n", "50", *(["-F"] if sigue else []), str(logs[funcion.lower()])], check=False)


def _show_app(corredor: Corredor, mundo: "Mundo", direcciones: dict[str, str], camara: str) -> None:
    """Print how to get into the app, if the app could be built."""
    from local.accesos_app import camera_line, ways_in

    if not (direccion := direcciones.get("app")):
        return
    for linea in ways_in(mundo, direccion, corredor.buzon):
        click.echo(linea)
    if camara:
        try:
            click.echo(camera_line(mundo, camara.upper(), direccion, corredor.nube.build))
        except LookupError as error:
            raise click.ClickException(str(error.args[0])) from error


def _seed(corredor: Corredor, registros: int) -> "Mundo":
    """Seed the run, let its phones send some records, and print how to get in; return pool and password by mail."""
    from local.demo import send_plan
    from local.entrada import let_in

    build = ROOT / "build" / "run"
    shutil.rmtree(build, ignore_errors=True)
    mundo = let_in(corredor, build=build, tell=click.echo)
    send_plan(corredor, mundo, registros, build, Console(soft_wrap=True))
    carpeta = corredor.nube.build
    _private(carpeta / "accesos.json", json.dumps(mundo.accesos(), indent=2))
    _private(carpeta / "ficha-operador", next(iter(mundo.operadores.values())))
    for correo, (grupo, clave) in mundo.identidades.claves.items():
        if not correo.startswith("aux") or correo.startswith("aux00001"):
            click.echo(f"  {correo:<28} {grupo:<14} {clave}")
    click.echo(f"Todas las cuentas, con su ficha de sesión: {carpeta / 'accesos.json'}")
    click.echo("Una ficha dura una hora; otra: .venv/bin/python -m local ficha CORREO")
    click.echo(
        f'Pruebe: curl -s -H "Authorization: Bearer $(cat {carpeta / "ficha-operador"})" '
        f"{corredor.url}/v1/mesa/siguiente | head -c 600"
    )
    return mundo


def _private(archivo: Path, texto: str) -> None:
    archivo.touch(mode=0o600)
    archivo.write_text(texto)


def _show(mail: Mail) -> None:
    click.echo(f"{mail.sent:%Y-%m-%d %H:%M:%S}  {mail.sender} → {', '.join(mail.to)}\n{mail.subject}\n")
    click.echo(mail.text + "\n" + "─" * 40)


if __name__ == "__main__":
    main()
