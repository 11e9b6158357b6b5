"""The padrón as a CSV file: one row a credential, UTF-8, dates as YYYY-MM-DD."""

import csv
from collections.abc import Iterable, Iterator
from operator import attrgetter
from pathlib import Path

from sintetico.azar import rng
from sintetico.ciudadanos import Ciudadano, older_card

COLUMNAS = (
    "clave_elector",
    "curp",
    "cic",
    "ocr",
    "identificador",
    "emision",
    "modelo",
    "apellido_paterno",
    "apellido_materno",
    "nombre",
    "fecha_nacimiento",
    "sexo",
    "entidad",
    "distrito_federal",
    "distrito_local",
    "municipio",
    "seccion",
    "vigencia",
    "situacion",
    "causa_baja",
    "credencial",
)


def write_padron(path: Path | str, ciudadanos: Iterable[Ciudadano]) -> int:
    """Write a row for each citizen as they come; return the number of rows."""
    row = attrgetter(*COLUMNAS)
    written = 0
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNAS)
        for person in ciudadanos:
            writer.writerow(row(person))
            written += 1
    return written


def with_older_cards(seed: int, ciudadanos: Iterable[Ciudadano], share: float) -> Iterator[Ciudadano]:
    """Yield people of a world (0, 1, 2 …) and, for that share of them, their former card in a row of its own."""
    for i, person in enumerate(ciudadanos):
        yield person
        if rng("reemplazo", seed, i).random() < share:
            yield older_card(seed, i, person)
