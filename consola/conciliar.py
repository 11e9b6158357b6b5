"""Command that compares the records with everything that should follow from them, and queues what is missing again."""

import csv
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from chalicelib.base.reloj import ahora
from chalicelib.documents.conteo import report_rows
from chalicelib.store.base.tabla import iso
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.conteo.conciliacion import InformeConciliacion, reconcile_totals


@click.command("conciliar")
@click.option("--proceso", default="", help="Solo los registros y totales de este proceso.")
@click.option(
    "--informe",
    "archivo",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Escribe cada total con su recuento, como CSV.",
)
def conciliar(proceso: str, archivo: Path | None) -> None:
    """Recuenta los registros, compara los totales y entrega de nuevo lo que quedó sin hacer (15.2 D).

    Recupera lo que el flujo ya no guarda (24 horas). Primero reponga lo que haya en las colas de fallidos. Sin
    --proceso lee tablas enteras. Repetirla no duplica nada: lo que aún espera en su cola se entrega otra vez y se hace
    una. Cuenta de dos maneras: por la clase que guarda cada registro y por la que resulta de su historia. Compara
    además cada registro con su sello, y cada dictamen con su turno en la Mesa y con la bitácora.
    """
    columnas = (SpinnerColumn(), TextColumn("Registros: {task.completed}"), TimeElapsedColumn())
    with Progress(*columnas, console=Console(stderr=True)) as avance:
        tarea = avance.add_task("", total=None)
        try:
            informe = reconcile_totals(lambda n: avance.advance(tarea, n), proceso)
        except Proceso.DoesNotExist:
            raise click.ClickException(f"No hay un proceso abierto con la clave {proceso}.") from None
    if archivo is not None:
        _write(archivo, informe, proceso)
    _show(informe)
    if not informe.concilia:
        raise click.ClickException(
            "Hay totales, clases o dictámenes que difieren de sus registros. Si el sistema está recibiendo, repita "
            "cuando esté quieto; si lo está, las tablas se dañaron o alguien las escribió: vea "
            "docs/deploy.md#registro-alterado."
        )


def _write(archivo: Path, informe: InformeConciliacion, proceso: str) -> None:
    cierre = {
        "proceso": proceso or "todos",
        "registros": informe.vistos,
        "totales": len(informe.totales),
        "difieren": len(informe.despues),
        "clases en desacuerdo": len(informe.desacuerdos),
        "alterados": len(informe.cotejo.hallados),
        "corte": iso(ahora()),
    }
    with archivo.open("w", newline="", encoding="utf-8") as salida:
        csv.writer(salida).writerows(
            report_rows(informe.totales, informe.historias, informe.desacuerdos, cierre)
        )


def _show(informe: InformeConciliacion) -> None:
    faltas = ", ".join(f"sin {que} {n}" for que, n in sorted(informe.faltas.items()))
    click.echo(f"Registros: {informe.vistos}")
    click.echo(f"Entregados de nuevo: {informe.entregados}{f' ({faltas})' if faltas else ''}")
    click.echo(f"Totales que diferían: {len(informe.antes)}; difieren ahora: {len(informe.despues)}")
    for (ambito, clave), (dice, son) in informe.despues.items():
        click.echo(f"  {ambito} {clave}: dice {dice}, son {son}")
    for folio, (guardada, resulta) in informe.desacuerdos.items():
        click.echo(f"  {folio}: guarda {guardada}, de su historia resulta {resulta}")
    for folio, que in informe.cotejo.hallados.items():
        click.echo(f"  {folio}: {que}")
    for folio in informe.ajenos:
        click.echo(f"  no es un registro: {folio}")
    click.echo("Concilia." if informe.concilia else "No concilia.")
