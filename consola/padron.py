"""Commands for the cuts of the padrón: prepare, load or import, put in force, retire, and verify records
again (9.8).
"""

import getpass
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click
from pynamodb.exceptions import DoesNotExist
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from chalicelib.base.reloj import ahora
from chalicelib.rules.padron.archivo import CorteInvalido, date_of
from chalicelib.store.padron import cortes
from chalicelib.store.padron.cortes import Item
from chalicelib.store.padron.registro_cortes import CARGANDO
from chalicelib.workflows.padron import cortes as vida
from chalicelib.workflows.padron import importacion
from chalicelib.workflows.padron.archivo import Lector, unique_batches
from chalicelib.workflows.padron.comparacion import check_against_in_force, refuse_excess
from chalicelib.workflows.padron.cortes import CorteNoAdmitido
from chalicelib.workflows.padron.reverificacion import reverify_process
from chalicelib.workflows.padron.secreto import secreto_padron
from consola.archivos_padron import CarpetaInvalida, Manifiesto, digest, prepare
from consola.revision_padron import ArchivoInvalido, read_rows, review_file

ESCRITORES = 4
ARCHIVO = click.Path(exists=True, dir_okay=False, path_type=Path)
ACEPTO = click.option(
    "--acepto-diferencias",
    "acepto",
    is_flag=True,
    help="Ponerlo aunque difiera mucho del que está en vigor (más de 2 %).",
)
QUIEN = click.option("--quien", default=getpass.getuser, help="Quién lo hace, para el historial del corte.")
CORTE = click.option(
    "--corte", required=True, help="Clave del corte: AAAAMMDD y, si hace falta, hasta cuatro más."
)
LISTA = click.option(
    "--lista", help="Día (AAAA-MM-DD) de corte de la Lista Nominal. Si falta, el de la clave."
)


@click.group()
def padron() -> None:
    """El padrón contra el que se verifica la situación registral (numeral 9.8).

    Cada corte es una tabla aparte. Se carga completo, sin que nadie lo consulte, y después se pone en vigor: desde
    ese momento toda consulta va a él. Los anteriores quedan hasta que se retiran. Sin un corte en vigor nadie se
    verifica: los registros esperan.

    \b
    En la nube:   preparar → importar → poner → (reverificar) → retirar el anterior
    En pequeño:   cargar --poner

    El archivo es CSV, UTF-8, con encabezado; una credencial por renglón. Columnas necesarias: clave_elector, cic, ocr,
    identificador, emision, entidad, distrito_federal, distrito_local, municipio, seccion, situacion (lista_nominal,
    padron, baja), causa_baja, credencial (vigente, no_recogida, reemplazada, cancelada), vigencia (último año). Las
    credenciales que la persona tuvo antes van en su propio renglón, como reemplazada o cancelada. Detalle en
    docs/padron.md.
    """


@padron.command("preparar")
@click.argument("archivo", type=ARCHIVO)
@click.argument("carpeta", type=click.Path(file_okay=False, path_type=Path))
@CORTE
@LISTA
def preparar(archivo: Path, carpeta: Path, corte: str, lista: str | None) -> None:
    """Convierte un CSV en la carpeta que «importar» sube: solo índices ciegos, y un manifiesto con las cifras.

    No escribe nada en la nube, salvo el secreto de los índices la primera vez. El mismo archivo da los mismos bytes.

    Ejemplo: python -m consola padron preparar padron.csv build/corte --corte 20270101
    """
    with _explained(), _progress("Renglones") as tell:
        fecha, lista = _dates(corte, lista)
        vida.ensure_secret()
        m = prepare(archivo, carpeta, secreto_padron(), corte, fecha, lista, tell)
    click.echo(
        f"{m.resumen.personas} personas, {m.resumen.en_lista} en Lista Nominal, {len(m.archivos)} archivos"
    )


@padron.command("importar")
@click.argument("carpeta", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--sondeo", default=importacion.SONDEO, show_default=True, help="Segundos entre consultas.")
@QUIEN
def importar(carpeta: Path, sondeo: float, quien: str) -> None:
    """Sube la carpeta preparada y la importa a una tabla nueva (ImportTable de DynamoDB); espera a que termine.

    Si se interrumpe, repítalo: sigue la importación que ya estaba en curso. No lo pone en vigor.

    Ejemplo: python -m consola padron importar build/corte
    """
    with _explained(), _progress("Importados") as tell:
        m = Manifiesto.read(carpeta)
        fila = vida.begin_cut(m.corte, m.fecha, m.lista, m.digesto, quien, ahora())
        if fila.estado == CARGANDO:
            if not importacion.is_under_way(fila):
                importacion.delete_files(m.corte)
                importacion.upload_files(m.corte, [carpeta / n for n in m.archivos])
            importacion.run_import(fila, m.resumen.registros, _growth(tell), sondeo)
            vida.finish_cut(fila, m.resumen, quien, ahora())
        importacion.delete_files(m.corte)
    click.echo(f"El corte {m.corte} está listo. Para usarlo: python -m consola padron poner {m.corte}")


@padron.command("cargar")
@click.argument("archivo", type=ARCHIVO)
@CORTE
@LISTA
@click.option("--poner", "y_poner", is_flag=True, help="Al terminar bien, ponerlo en vigor.")
@ACEPTO
@click.option("--escritores", default=ESCRITORES, show_default=True, help="Escrituras a la vez.")
@QUIEN
def cargar(
    archivo: Path, corte: str, lista: str | None, y_poner: bool, acepto: bool, escritores: int, quien: str
) -> None:
    """Prepara un CSV y lo escribe de una vez en la tabla de su corte: para la nube local y padrones pequeños.

    Si falla o se interrumpe, el corte queda sin terminar y nadie lo consulta: cárguelo de nuevo, corregido o igual.
    Un corte listo ya no cambia.

    Ejemplo: python -m consola padron cargar build/padron.csv --corte 20270101 --poner
    """
    with _explained():
        with _progress("Renglones") as tell:
            load_padron(archivo, corte, lista, tell, quien=quien, escritores=escritores)
        if y_poner:
            _put_in_force(corte, quien, acepto=acepto)


def load_padron(
    archivo: Path,
    corte: str,
    lista: str | None = None,
    tell: Callable[[int], None] = lambda _: None,
    *,
    quien: str = "consola",
    escritores: int = ESCRITORES,
) -> int:
    """Load the file as that cut, with several writers at once. Returns the number of persons in it.

    Raises `ArchivoInvalido` with the faults before anything is written, `CorteNoAdmitido`.
    """
    fecha, lista = _dates(corte, lista)
    review_file(archivo)
    vida.ensure_secret()
    fila = vida.begin_cut(corte, fecha, lista, digest(archivo), quien, ahora())
    if fila.estado != CARGANDO:
        return int(fila.personas)
    cortes.create_cut_table(corte)
    lector = Lector(secreto_padron(), lista)
    _write(corte, unique_batches(lector.items(read_rows(archivo, tell))), escritores)
    vida.finish_cut(fila, lector.summary(), quien, ahora())
    return lector.personas


def _write(corte: str, lotes: Iterator[list[Item]], escritores: int) -> None:
    """Write the batches. At most two for each writer wait, so that the file is never held in memory."""
    if escritores == 1:
        for lote in lotes:
            cortes.put_all(corte, lote)
        return
    with ThreadPoolExecutor(escritores) as hilos:
        pendientes: deque[Future[None]] = deque()
        for lote in lotes:
            pendientes.append(hilos.submit(cortes.put_all, corte, lote))
            if len(pendientes) > 2 * escritores:
                pendientes.popleft().result()
        for pendiente in pendientes:
            pendiente.result()


@padron.command("cortes")
def listar() -> None:
    """Los cortes que hay: estado, día de la Lista Nominal, personas y credenciales. El que está en vigor lleva «→»."""
    hay, vigente = vida.list_cuts()
    for c in hay:
        marca = "→" if c.corte == vigente else " "
        click.echo(
            f"{marca} {c.corte:<12} {c.estado:<9} lista {c.lista}  {c.personas:>11,} personas "
            f"{c.en_lista:>11,} en lista {c.credenciales:>11,} credenciales  {c.digesto[:12]}"
        )


@padron.command("poner")
@click.argument("corte")
@ACEPTO
@QUIEN
def poner(corte: str, acepto: bool, quien: str) -> None:
    """Pone en vigor un corte listo: desde ahora toda consulta va a él.

    Antes lo compara con el que está en vigor. Si faltan o cambian demasiadas personas (más de 2 %) no lo pone, salvo
    que se diga con --acepto-diferencias.

    Lo que ya se verificó no cambia hasta que se pida: python -m consola padron reverificar PROCESO. Lo que esperó más
    de 24 minutos se repone con: python -m consola fallidos reponer registral

    Ejemplo: python -m consola padron poner 20270101
    """
    with _explained():
        _put_in_force(corte, quien, acepto=acepto)


def _put_in_force(corte: str, quien: str, *, acepto: bool) -> None:
    """Put a cut in force after comparing it with the present one: a file of the right form may still not
    be the padrón."""
    antes = vida.list_cuts()[1]
    comparacion = check_against_in_force(corte)
    if comparacion:
        click.echo(
            f"Frente a {comparacion.antes}, de {comparacion.mirados:,} personas: {comparacion.faltan:,} no están, "
            f"{comparacion.cambian:,} cambian"
        )
    if not acepto:
        refuse_excess(comparacion)
    vida.put_in_force(corte, antes, quien, ahora())
    click.echo(f"En vigor: {corte}" + (f" (antes, {antes})" if antes not in ("", corte) else ""))


@padron.command("retirar")
@click.argument("corte")
@QUIEN
@click.confirmation_option(prompt="Se borra la tabla de ese corte. ¿Continuar?")
def retirar(corte: str, quien: str) -> None:
    """Borra la tabla de un corte que no está en vigor. Quedan sus datos generales y sus cifras.

    Ejemplo: python -m consola padron retirar 20261101
    """
    with _explained():
        vida.retire_cut(corte, quien, ahora())


@padron.command("reverificar")
@click.argument("proceso")
def reverificar(proceso: str) -> None:
    """Consulta otra vez, en el corte en vigor, cada registro de un proceso (7.12).

    La respuesta nueva se agrega al historial del registro cuando es distinta. Repetirlo no cambia nada.

    Ejemplo: python -m consola padron reverificar PELGTO27
    """
    with _progress("Registros en la cola") as tell:
        try:
            reverify_process(proceso, tell)
        except DoesNotExist:
            raise click.ClickException(f"No hay un proceso {proceso}.") from None


def _dates(corte: str, lista: str | None) -> tuple[str, str]:
    """Days of the padrón and of its Lista Nominal, from the cut's id. Raises `CorteNoAdmitido`."""
    try:
        fecha = date_of(corte)
        return fecha, date_of(lista.replace("-", "")) if lista else fecha
    except CorteInvalido:
        raise CorteNoAdmitido(
            "Escriba el corte como AAAAMMDD (y hasta cuatro letras o cifras más), y la lista como AAAA-MM-DD."
        ) from None


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except ArchivoInvalido as error:
        raise click.ClickException(f"{error}\nCorrija el archivo y repita el comando.") from None
    except (CorteNoAdmitido, CarpetaInvalida) as error:
        raise click.ClickException(str(error)) from None


@contextmanager
def _progress(que: str) -> Iterator[Callable[[int], None]]:
    columnas = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columnas) as avance:
        yield partial(avance.advance, avance.add_task(que, total=None))


def _growth(tell: Callable[[int], None]) -> Callable[[int], None]:
    """Function that takes a running total and passes its increase to `tell`."""
    antes = 0

    def now(n: int) -> None:
        nonlocal antes
        tell(n - antes)
        antes = n

    return now
