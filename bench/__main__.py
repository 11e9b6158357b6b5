"""`python -m bench`: what a record costs, measured here and now."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console

from local.nube import ROOT, NubeError

MEDIDAS = ("recepcion", "llamadas", "mesa", "importes", "grafica")


@click.group(invoke_without_command=True)
@click.pass_context
def main(context: click.Context) -> None:
    """Mide lo que cuesta un registro: procesador, llamadas a AWS, unidades de DynamoDB, arranque.

    Sin subcomando hace todo (unos tres minutos), cada medida en un proceso suyo. Las tablas salen en pantalla; las
    cifras completas y la gráfica quedan en build/bench. Todo es sintético y nada sale de esta máquina. Qué es cada
    cifra y cómo se toma: bench/README.md. Mida con la máquina en reposo; compare razones antes que milisegundos.
    """
    if context.invoked_subcommand is None:
        inicio = time.monotonic()
        for medida in MEDIDAS:
            click.secho(f"\n{medida}", bold=True)
            hecho = subprocess.run([sys.executable, "-m", "bench", medida], cwd=ROOT, check=False)
            if hecho.returncode:
                raise click.ClickException(f"«{medida}» no terminó; lo demás no se midió.")
        click.echo(f"{time.monotonic() - inicio:.0f} s; cifras en build/bench")


@main.command()
def recepcion() -> None:
    """Procesador de la recepción de 300 KB y de 1 MB, por etapas, junto a sus dos límites.

    Los límites son AES-256-GCM y SHA-256 a secas, y decrypt + encrypt del SDK con los mismos tramos. Luego recibe
    de verdad en la nube local y dice cuánto añade cada llamada. Deja build/bench/recepcion.json.
    """
    from bench.recepcion import measure_reception

    _measure(measure_reception)


@main.command()
def llamadas() -> None:
    """Llamadas a AWS y unidades de DynamoDB por registro, del anuncio al dictamen.

    Registra las llamadas reales de los clientes, en lotes de 1, 10 y 100. Deja build/bench/llamadas.json.
    """
    from bench.llamadas import measure_calls

    _measure(measure_calls)


@main.command()
def mesa() -> None:
    """Del dictamen al registro siguiente en la Mesa, con los siguientes pedidos por adelantado y sin ello.

    Procesador, llamadas a AWS y bytes por registro, en la nube local. Deja build/bench/mesa.json.
    """
    from bench.mesa import measure_desk

    _measure(measure_desk)


@main.command()
def lector() -> None:
    """Cuánto tarda la aplicación en leer el QR de una credencial, por modelo y escena, en un navegador.

    Cuadros de 1280 × 720 dibujados; lo que tarda el lector se multiplica por cuatro, que es un procesador cuatro veces
    más lento. Deja build/bench/lector.json.
    """
    from bench.lector import measure_reader

    _measure(measure_reader)


@main.command()
@click.option("--registros", default=400, help="Cuántos veredictos con tres adelante.")
def escritorio(registros: int) -> None:
    """De la tecla a la imagen siguiente en el escritorio de la Mesa, en un navegador: p50, p95, memoria, peticiones.

    Con las hojas por adelantado y sin ellas, con 10 Mbit/s y con un procesador cuatro veces más lento. La API es de
    respuestas y esperas fijas: se mide la página. Deja build/bench/escritorio.json.
    """
    from bench.escritorio import measure_desk

    def medida(consola: Console) -> None:
        measure_desk(consola, registros)

    _measure(medida)


@main.command()
@click.option("--auxiliares", default=58_483, help="Cuántas personas auxiliares de un aspirante.")
@click.option("--registros", default=100_000, help="Cuántos registros suyos.")
def listas(auxiliares: int, registros: int) -> None:
    """De pedir una lista del portal a sus primeros renglones, con esas cantidades y con filtros, en un navegador.

    En la nube local, a la que se ponen los renglones directamente. Deja build/bench/listas.json.
    """
    from bench.listas import measure_lists

    def medida(consola: Console) -> None:
        measure_lists(consola, auxiliares, registros)

    _measure(medida)


@main.command()
@click.option(
    "--otro",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Otra copia de trabajo, que se mide por turnos con esta.",
)
def importes(otro: Path | None) -> None:
    """Tiempo de importar el módulo de cada función, con .pyc y sin ellos, junto a «import boto3».

    Cada vez en un proceso nuevo que solo ve lo que se despliega. Deja build/bench/importes.json.
    """
    from bench.importes import measure_imports

    _measure(lambda consola: measure_imports(consola, otro))


@main.command()
def cargas() -> None:
    """Carga masiva de auxiliares: tiempo, memoria y llamadas a AWS con 1,000 y 58,483 renglones, CSV y .xlsx.

    Sobre moto, en un proceso por archivo: unos veinte minutos en total, por eso no va con las demás.
    Deja build/bench/cargas.json.
    """
    from bench.cargas import measure_loads

    _measure(measure_loads)


@main.command()
def asignacion() -> None:
    """Reparto de 1,000,000 de registros entre 1,000 operadores, la regla a solas; y llamadas a AWS por registro.

    Sobre moto; un minuto y medio de procesador. Deja build/bench/asignacion.json.
    """
    from bench.asignacion import measure_assignment

    _measure(measure_assignment)


@main.command()
@click.option("--cada", default=1000, show_default=True, help="Registros de cada clase.")
@click.option(
    "--semilla", default=2027, show_default=True, help="77 es la que fijó los umbrales: mida con otra."
)
@click.option("--procesos", default=1, show_default=True)
def hallazgos(cada: int, semilla: int, procesos: int) -> None:
    """Hallazgos de las imágenes: qué encuentra cada uno en cada fraude sintético y cuánto alarma sin razón.

    Con 1,000 de cada clase, unos 25 minutos de procesador: por eso no va con las demás.
    Deja build/bench/hallazgos.json.
    """
    from bench.hallazgos import measure_findings

    _measure(lambda consola: measure_findings(consola, cada, semilla, procesos))


@main.command()
@click.option(
    "--registros",
    type=click.IntRange(1_000, 1_000_000),
    default=100_000,
    show_default=True,
    help="De la mayor.",
)
def entrega(registros: int) -> None:
    """Entrega de resultados de una décima parte de los registros y de todos: procesador, memoria, llamadas, sellado.

    En la nube local: con 100,000, una media hora. Deja build/bench/entrega.json.
    """
    from bench.entrega import measure_delivery

    _measure(lambda consola: measure_delivery(consola, registros))


@main.command()
def nominativo() -> None:
    """Reporte nominativo de 20,000 y de 100,000 registros, CSV y .xlsx: procesador, memoria y llamadas a AWS.

    En la nube local: una media hora, por eso no va con las demás. Deja build/bench/nominativo.json.
    """
    from bench.nominativo import measure_reports

    _measure(measure_reports)


@main.command()
@click.option(
    "--registros",
    type=click.IntRange(2_000, 1_000_000),
    default=1_000_000,
    show_default=True,
    help="Cuántos guardados.",
)
def millon(registros: int) -> None:
    """Un millón de registros: lo que cuesta uno más, en qué llaves se escribe, lo que cuesta leer los avances.

    Todos de un aspirante y repartidos entre 300, en la nube local llena de copias: unos seis minutos y 6 GB de
    memoria. Deja build/bench/millon.json y millon.svg.
    """
    from bench.millon import measure_million

    _measure(lambda consola: measure_million(consola, registros))


@main.command()
def grafica() -> None:
    """Dibuja build/bench/recepcion.svg con lo último que midió «recepcion»."""
    from bench.grafica import draw

    try:
        click.echo(draw())
    except FileNotFoundError as error:
        raise click.ClickException("Mida antes: python -m bench recepcion") from error


def _measure(medida: Callable[[Console], None]) -> None:
    try:
        medida(Console(width=None if sys.stdout.isatty() else 150))
    except NubeError as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()
