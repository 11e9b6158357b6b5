"""A cut of the padrón imported from S3, and the same one written item by item: runs in a worker's process."""

from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from chalicelib.store.padron.registro_cortes import get_corte
from consola.__main__ import main as consola
from sintetico.ciudadanos import generate_ciudadanos
from sintetico.padron import with_older_cards, write_padron
from tests.escenario.padrones import everybody

IMPORTADO, ESCRITO = "20270301", "20270302"


def import_and_write(personas: int) -> list[tuple[str, int, list[str]]]:
    """Of both cuts: state, persons, and everything that is in the table."""
    with TemporaryDirectory() as carpeta:
        archivo, corte = Path(carpeta, "padron.csv"), str(Path(carpeta, "corte"))
        write_padron(archivo, with_older_cards(1, generate_ciudadanos(1, personas), 0.1))
        _console("preparar", str(archivo), corte, "--corte", IMPORTADO)
        _console("importar", corte, "--sondeo", "0.2")
        _console("cargar", str(archivo), "--corte", ESCRITO)
    return [_all_of(c) for c in (IMPORTADO, ESCRITO)]


def retire_both() -> list[str]:
    """States after they were retired."""
    for corte in (IMPORTADO, ESCRITO):
        _console("retirar", corte, "--yes")
    return [get_corte(c).estado for c in (IMPORTADO, ESCRITO)]


def _console(*argumentos: str) -> None:
    salida = CliRunner().invoke(consola, ["padron", *argumentos])
    assert salida.exit_code == 0, (salida.output, salida.exception)


def _all_of(corte: str) -> tuple[str, int, list[str]]:
    fila = get_corte(corte)
    items = sorted(str(sorted(i.to_simple_dict().items())) for i in everybody(corte))
    return fila.estado, int(fila.personas), items
