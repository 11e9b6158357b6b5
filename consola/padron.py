"""Loading the padrón from a CSV file, with several writers at once."""

import csv
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from chalicelib.store.padron import set_complete
from chalicelib.workflows import padron

ESCRITORES = 4


def load_padron(archivo: Path, tell: Callable[[int], None] = lambda _: None, *, detener: bool = False) -> int:
    """Load the file; `tell` hears, now and then, how many persons more are in. Returns how many in all.

    Look-ups wait for the end of the first load, and with `detener` for the end of this one; a load that fails does
    not end. Raises `FilaInvalida` for the first bad row of any writer, or when there is none; loading the
    mended file again is safe.
    """
    if detener:
        set_complete(False)

    def write(parte: int) -> int:
        n = 0
        for n in padron.load(_rows(archivo, parte)):
            if n % 100 == 0:
                tell(100)
        tell(n % 100)
        return n

    with ThreadPoolExecutor(ESCRITORES) as hilos:
        personas = sum(hilos.map(write, range(ESCRITORES)))
    if not personas:
        raise padron.FilaInvalida("el archivo no trae a nadie")
    set_complete(True)
    return personas


def _rows(archivo: Path, parte: int) -> Iterator[tuple[int, dict[str, str]]]:
    with archivo.open(encoding="utf-8", newline="") as texto:
        for linea, fila in enumerate(csv.DictReader(texto), start=2):
            if linea % ESCRITORES == parte:
                yield linea, fila
