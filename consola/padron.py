"""Loading the padrón from a CSV file, with several writers at once."""

import csv
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from chalicelib.workflows import padron

ESCRITORES = 4


def load_padron(archivo: Path, tell: Callable[[int], None] = lambda _: None) -> int:
    """Load the file; `tell` hears, now and then, how many persons more are in. Returns how many in all.

    Raises `FilaInvalida` for the first bad row of any writer; loading the mended file again is safe.
    """

    def write(parte: int) -> int:
        n = 0
        for n in padron.load(_rows(archivo, parte)):
            if n % 100 == 0:
                tell(100)
        tell(n % 100)
        return n

    with ThreadPoolExecutor(ESCRITORES) as hilos:
        return sum(hilos.map(write, range(ESCRITORES)))


def _rows(archivo: Path, parte: int) -> Iterator[tuple[int, dict[str, str]]]:
    with archivo.open(encoding="utf-8", newline="") as texto:
        for linea, fila in enumerate(csv.DictReader(texto), start=2):
            if linea % ESCRITORES == parte:
                yield linea, fila
