"""Bulk loads of auxiliares: columns of the file, states of a load, faults of a row (Protocolo 7.3, 7.4)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeVar

_T = TypeVar("_T")
COLUMNAS = (
    "nombre",
    "apellido_paterno",
    "apellido_materno",
    "fecha_nacimiento",
    "telefono_movil",
    "correo",
    "proveedor",
    "clave_elector",
    "curp",
    "referencia",
)
"""The first line of the file, in this order (7.4: "apegarse estrictamente al formato")."""

MAX_RENGLONES = 100_000
"""Rows that a file may have; the largest load known had 58,483."""
MAX_BYTES = 32 * 1024 * 1024
"""Bytes that an uploaded file may have; 100,000 rows take some 20 MB as CSV, 6 MB as .xlsx."""


class TipoDeArchivo(StrEnum):
    """Tipo de archivo."""

    CSV = "csv"
    XLSX = "xlsx"


class EstadoCarga(StrEnum):
    """State of a bulk load. Nothing is written before APLICANDO; from then on it only goes forward."""

    ESPERANDO = "esperando"
    LEYENDO = "leyendo"
    VALIDANDO = "validando"
    APLICANDO = "aplicando"
    APLICADA = "aplicada"
    RECHAZADA = "rechazada"
    VENCIDA = "vencida"  # the file never came; never stored: an old ESPERANDO is shown so


FINALES = frozenset({EstadoCarga.APLICADA, EstadoCarga.RECHAZADA, EstadoCarga.VENCIDA})


class FaltaDeCarga(NamedTuple):
    """A fault of the file, without the value. `linea`: as an editor or Excel counts it, 0 for the whole file."""

    linea: int
    columna: str
    codigo: str
    texto: str


def find_repeated(columna: str, valores: Iterable[tuple[int, str]]) -> list[FaltaDeCarga]:
    """A fault for each line whose value is repeated in the file; it names the first other line with it (7.4)."""
    lineas: dict[str, list[int]] = defaultdict(list)
    for linea, valor in valores:
        lineas[valor].append(linea)
    return [
        FaltaDeCarga(linea, columna, "repetido", f"El mismo dato está en la línea {otra}; deje uno solo.")
        for varias in lineas.values()
        if len(varias) > 1
        for linea in varias
        for otra in [varias[0] if linea != varias[0] else varias[1]]
    ]


def in_parts(todos: Sequence[_T], cuantos: int) -> Iterator[Sequence[_T]]:
    """The sequence cut, in order, into parts of `cuantos`."""
    return (todos[i : i + cuantos] for i in range(0, len(todos), cuantos))
