"""`opl`, or `python -m opl`: the commands that an OPL runs on its own machine."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from opl.bitacora import LlaveSistema, read_key
from opl.fallas import Falla, SinDisco
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

_T = TypeVar("_T")
Carpeta = click.Path(exists=True, file_okay=False, path_type=Path)
Documento = click.Path(exists=True, dir_okay=False, path_type=Path)
LLAVE_SISTEMA = click.option(
    "--llave-sistema",
    "sistema",
    envvar="OPL_LLAVE_SISTEMA",
    required=True,
    help="Llave con que firma el sistema, como la publica el INE: la línea, o un archivo con ella.",
)


@click.group()
@click.version_option(package_name="captacion-opl", message="%(version)s")
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

    Ejemplo: opl llaves crear llaves-2027
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
    """The passphrase that was typed, or a phrase made here and shown once."""
    texto = f"Frase de paso, {FRASE_MINIMA} caracteres o más (Intro: generar una)"
    frase: str = click.prompt(
        texto, hide_input=True, default="", show_default=False, confirmation_prompt=True
    )
    if not frase:
        frase = make_phrase()
        click.echo(f"Frase de paso, anótela ahora: {frase}")
    return frase


@llaves.command("huella")
@click.argument("archivo", type=Documento)
def huella(archivo: Path) -> None:
    """Muestra la huella de una llave pública, para compararla con la que dé el Portal."""
    try:
        click.echo(in_groups(fingerprint(archivo.read_bytes())))
    except ValueError:
        raise click.ClickException("Ese archivo no es una llave pública en PEM.") from None


@main.group()
def entrega() -> None:
    """La entrega de resultados definitivos (numerales 15.2 y 15.3)."""


@entrega.command("verificar")
@click.argument("carpeta", type=Carpeta)
@LLAVE_SISTEMA
def verificar_entrega(carpeta: Path, sistema: str) -> None:
    """Comprueba, sin abrirla, que la entrega descargada en CARPETA está completa y como se firmó.

    No pide la llave privada: sirve antes de llevar los archivos al equipo en que se abren.
    """
    from opl.abrir import check_delivery

    verificada = _in_words(lambda: check_delivery(carpeta, _system_key(sistema)))
    m = verificada.manifiesto
    click.echo(
        f"Entrega {m.entrega} del proceso {m.proceso}: {len(m.archivos)} archivos, completos y como se firmaron."
    )
    _say_place(verificada)


@entrega.command("abrir")
@click.argument("carpeta", type=Carpeta)
@click.option("--llave", required=True, type=Documento, help="Llave privada (llave-privada.pem).")
@click.option(
    "--salida", required=True, type=click.Path(path_type=Path), help="Carpeta nueva para el resultado."
)
@click.option("--frase", envvar="OPL_FRASE", help="Frase de paso; sin ella se pregunta (variable OPL_FRASE).")
@LLAVE_SISTEMA
def abrir_entrega(carpeta: Path, llave: Path, salida: Path, frase: str | None, sistema: str) -> None:
    """Descifra la entrega de CARPETA en una carpeta nueva, la cuenta y deja un primer informe (informe.html).

    Comprueba la firma, cada archivo y que las filas den las cifras firmadas. Si algo falla no deja nada, dice qué fue y
    termina con un código propio de esa falla (docs/entrega.md).

    Ejemplo: opl entrega abrir descarga --llave llave-privada.pem --salida resultados --llave-sistema sistema.txt
    """
    from opl.abrir import open_delivery
    from opl.informe import INFORME, classes_of, name_of, rows
    from opl.sobre import LlavePrivada

    frase = frase if frase is not None else click.prompt("Frase de paso", hide_input=True)
    total = sum(f.stat().st_size for f in carpeta.iterdir() if f.suffix == ".sellado")
    with click.progressbar(length=total, label="Abriendo") as barra:
        verificada = _in_words(
            lambda: open_delivery(
                carpeta,
                LlavePrivada(llave.read_bytes(), frase),
                _system_key(sistema),
                salida,
                lambda _, n: barra.update(n),
            )
        )
    m = verificada.manifiesto
    clases = classes_of(m)
    for quien, n in rows(m):
        click.echo(f"{quien}: {sum(n.values()):,}")
        for clase in clases:
            click.echo(f"    {name_of(clase)}: {n.get(clase, 0):,}")
    if expedientes := sum(a.filas for a in m.files("imagenes", "zip")):
        click.echo(f"Expedientes: {expedientes:,}, cada uno con el código de integridad de su registro.")
    click.echo(f"Cierra: las filas dan las cifras firmadas. Informe: {salida / INFORME}")
    _say_place(verificada)


@main.group()
def verificar() -> None:
    """Comprobaciones con la llave publicada, sin red y sin confiar en el sistema."""


@verificar.command("acuse")
@click.argument("archivo", type=Documento)
@LLAVE_SISTEMA
@click.option(
    "--expediente", type=Documento, help="El expediente en claro, para comprobar que es el que se recibió."
)
def verificar_acuse(archivo: Path, sistema: str, expediente: Path | None) -> None:
    """Comprueba un acuse completo (.tlog-proof): qué folio se recibió, cuándo y con qué código de integridad.

    Prueba que el registro está en la bitácora que el sistema firmó. No prueba que el apoyo sea válido ni que cuente.
    """
    from opl.acuse import check_content, check_receipt

    acuse = _in_words(
        lambda: check_receipt(archivo.read_text(encoding="utf-8", errors="replace"), _system_key(sistema))
    )
    if expediente is not None:
        _in_words(lambda: check_content(expediente, acuse.integridad))
    click.echo(f"Folio: {acuse.folio}")
    click.echo(f"Recibido: {acuse.recibido_en}")
    click.echo(f"Código de integridad: {acuse.integridad}")
    lugar = acuse.incluida
    click.echo(f"Es la hoja {lugar.indice} de la bitácora {lugar.origen}, que tenía {lugar.tamano}.")


def _say_place(verificada: object) -> None:
    lugar = getattr(verificada, "incluida", None)
    click.echo(
        f"El manifiesto es la hoja {lugar.indice} de la bitácora {lugar.origen}, que tenía {lugar.tamano}."
        if lugar
        else "Sin prueba de la bitácora en la carpeta: descargue manifiesto.tlog-proof para comprobarla."
    )


class _EnPalabras(click.ClickException):
    """A failure for the command line: one sentence, and the exit code of the command."""

    def __init__(self, falla: Falla) -> None:
        super().__init__(falla.texto)
        self.exit_code = falla.codigo  # type: ignore[misc]


def _system_key(dicha: str) -> LlaveSistema:
    """The system's key, given as text or as the name of a file that holds it."""
    archivo = Path(dicha)
    texto = archivo.read_text(encoding="utf-8") if "+" not in dicha and archivo.is_file() else dicha
    return read_key(texto)


def _in_words(hacer: Callable[[], _T]) -> _T:
    """Result of `hacer`. A failure becomes one sentence on the command line and its exit code."""
    try:
        return hacer()
    except Falla as falla:
        raise _EnPalabras(falla) from None
    except OSError as error:
        raise _EnPalabras(SinDisco(f"No se pudo leer o escribir: {error.strerror}.")) from None


if __name__ == "__main__":
    main()
