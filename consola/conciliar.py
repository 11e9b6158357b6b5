"""The records against all that should follow from them, and what is missing done again."""

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from chalicelib.workflows.conciliacion import Informe, reconcile


@click.command("conciliar")
def conciliar() -> None:
    """Recuenta los registros, compara los totales y entrega de nuevo lo que quedó sin hacer (15.2 D).

    Recupera lo que el flujo ya no guarda (24 horas). Primero reponga lo que haya en las colas de fallidos. Lee tablas
    enteras. Repetirla no duplica nada: lo que aún espera en su cola se entrega otra vez y se hace una.
    """
    columnas = (SpinnerColumn(), TextColumn("Registros: {task.completed}"), TimeElapsedColumn())
    with Progress(*columnas, console=Console(stderr=True)) as avance:
        tarea = avance.add_task("", total=None)
        informe = reconcile(lambda n: avance.advance(tarea, n))
    _show(informe)
    if informe.despues:
        raise click.ClickException(
            "Hay totales que difieren de sus registros. Si el sistema está recibiendo, repita cuando esté quieto; "
            "si lo está, las tablas de totales se dañaron."
        )


def _show(informe: Informe) -> None:
    faltas = ", ".join(f"sin {que} {n}" for que, n in sorted(informe.faltas.items()))
    click.echo(f"Registros: {informe.vistos}")
    click.echo(f"Entregados de nuevo: {informe.entregados}{f' ({faltas})' if faltas else ''}")
    click.echo(f"Totales que diferían: {len(informe.antes)}; difieren ahora: {len(informe.despues)}")
    for (ambito, clave), (dice, son) in informe.despues.items():
        click.echo(f"  {ambito} {clave}: dice {dice}, son {son}")
    for folio in informe.ajenos:
        click.echo(f"  no es un registro: {folio}")
