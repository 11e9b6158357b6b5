"""Command that shows unusual patterns of an aspirante's auxiliares, including places and hours of their captures."""

import csv
from pathlib import Path

import click

from chalicelib.rules.reportes.senales import AVISO
from chalicelib.workflows.reportes.senales import all_signals_of


@click.command("senales")
@click.argument("aspirante")
@click.option(
    "--informe", type=click.Path(dir_okay=False, path_type=Path), help="Escribe las señales como CSV."
)
def senales(aspirante: str, informe: Path | None) -> None:
    """Señales sobre los auxiliares de una persona aspirante: inconsistencias, noche, lugar y ritmo.

    Lee todos sus registros. Son señales, no dictámenes.
    """
    halladas = all_signals_of(aspirante)
    if informe is not None:
        with informe.open("w", newline="", encoding="utf-8") as archivo:
            hoja = csv.writer(archivo)
            hoja.writerow(("auxiliar", "senal", "n", "de", "texto"))
            hoja.writerows((s.auxiliar, s.que.value, s.n, s.de, s.texto) for s in halladas)
    else:
        for s in halladas:
            click.echo(f"{s.auxiliar} {s.que.value}: {s.texto}")
    click.echo(f"Señales: {len(halladas)}. {AVISO}")
