"""`python -m consola`: what whoever operates the system does from a terminal."""

from pathlib import Path

import click
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from chalicelib.workflows.padron import FilaInvalida, ensure_secret
from consola.auditoria import auditoria
from consola.avisos import avisos
from consola.conciliar import conciliar
from consola.fallidos import fallidos
from consola.mesa import mesa
from consola.padron import load_padron
from consola.preparar import preparar
from consola.rechazos import rechazos


@click.group()
def main() -> None:
    """Operación del Sistema de Captación.

    Toma la nube de las variables de entorno de AWS (AWS_ENDPOINT_URL, AWS_DEFAULT_REGION y credenciales) y los
    nombres de los recursos de CAPTACION_PREFIJO.
    """


@main.group()
def padron() -> None:
    """El padrón contra el que se verifica la situación registral (numeral 9.8)."""


@padron.command("cargar")
@click.argument("archivo", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--detener", is_flag=True, help="Nadie se verifica hasta que esta carga termine bien.")
def cargar(archivo: Path, detener: bool) -> None:
    """Carga un CSV (UTF-8, con encabezado) en la tabla del padrón: el padrón entero, o su actualización.

    Columnas necesarias: clave_elector, cic, ocr, identificador, emision, entidad, distrito_federal,
    distrito_local, municipio, seccion, situacion, causa_baja. Cargar dos veces el mismo archivo da lo mismo.

    Hasta que la primera carga termina bien nadie se verifica; cargar de nuevo no detiene la verificación. Use
    --detener cuando el archivo trae a quienes antes no estaban (otra entidad). Lo que esperó más de 24 minutos se
    repone después con: python -m consola fallidos reponer registral

    Ejemplo: python -m consola padron cargar build/padron.csv
    """
    ensure_secret()
    columnas = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columnas) as avance:
        tarea = avance.add_task("Personas cargadas")
        try:
            load_padron(archivo, lambda n: avance.advance(tarea, n), detener=detener)
        except FilaInvalida as error:
            raise click.ClickException(f"{error}. Corrija el archivo y cárguelo de nuevo.") from None


main.add_command(auditoria)
main.add_command(avisos)
main.add_command(conciliar)
main.add_command(fallidos)
main.add_command(mesa)
main.add_command(preparar)
main.add_command(rechazos)

if __name__ == "__main__":
    main()
