"""`python -m opl`: what an OPL does on its own machine."""

from pathlib import Path

import click

from opl.llaves import (
    BITS,
    FRASE_MINIMA,
    PRIVADA,
    PUBLICA,
    LlaveExistente,
    fingerprint,
    in_groups,
    make_keys,
    make_phrase,
)


@click.group()
def main() -> None:
    """Herramientas del OPL. Corren en su equipo y no se conectan a ningún sistema."""


@main.group()
def llaves() -> None:
    """El par de llaves con que el INE cifra los resultados (numeral 15.1)."""


@llaves.command("crear")
@click.argument("carpeta", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--bits", type=click.IntRange(3072, 8192), default=BITS, show_default=True, help="Tamaño de la llave."
)
@click.option("--frase", envvar="OPL_FRASE", help="Frase de paso; sin ella se pregunta (variable OPL_FRASE).")
def crear(carpeta: Path, bits: int, frase: str | None) -> None:
    """Genera el par de llaves en CARPETA y muestra la huella de la pública.

    Entregue llave-publica.pem en el Portal a más tardar 10 días antes del inicio del periodo y compare la huella que el
    Portal muestra con la de aquí. Guarde llave-privada.pem y la frase por separado, cada una con un respaldo: sin ellas
    nadie, tampoco el INE, abre los resultados.

    Ejemplo: python -m opl llaves crear llaves-2027
    """
    frase = frase or _ask_phrase()
    if len(frase) < FRASE_MINIMA:
        raise click.ClickException(f"La frase de paso lleva {FRASE_MINIMA} caracteres o más.")
    try:
        huella = make_keys(carpeta, frase, bits)
    except LlaveExistente:
        raise click.ClickException("Ya hay llaves en esa carpeta y no se sustituyen: elija otra.") from None
    click.echo(f"Llave privada: {carpeta / PRIVADA} (no la entregue a nadie)")
    click.echo(f"Llave pública: {carpeta / PUBLICA}")
    click.echo(f"Huella SHA-256: {in_groups(huella)}")


def _ask_phrase() -> str:
    """What is typed, or a phrase made here and shown once."""
    texto = f"Frase de paso, {FRASE_MINIMA} caracteres o más (Intro: generar una)"
    frase: str = click.prompt(
        texto, hide_input=True, default="", show_default=False, confirmation_prompt=True
    )
    if not frase:
        frase = make_phrase()
        click.echo(f"Frase de paso, anótela ahora: {frase}")
    return frase


@llaves.command("huella")
@click.argument("archivo", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def huella(archivo: Path) -> None:
    """Muestra la huella de una llave pública, para compararla con la que dé el Portal."""
    try:
        click.echo(in_groups(fingerprint(archivo.read_bytes())))
    except ValueError:
        raise click.ClickException("Ese archivo no es una llave pública en PEM.") from None


if __name__ == "__main__":
    main()
