"""The padrón as a CSV file: one row a person, UTF-8, dates as YYYY-MM-DD."""

import csv
from collections.abc import Iterable
from operator import attrgetter
from pathlib import Path

from sintetico.ciudadanos import Ciudadano

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
    """Write a row for each person as they come, and return how many there were."""
    row = attrgetter(*COLUMNAS)
    written = 0
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNAS)
        for person in ciudadanos:
            writer.writerow(row(person))
            written += 1
    return written
