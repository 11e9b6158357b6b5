"""Check of a whole file of the padrón before any of it is loaded: encoding, header, every row, duplicate keys.

Nothing is written until the whole file is in order. Faults name line and column, never the value (18.5).
"""

import csv
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from hashlib import blake2b
from pathlib import Path
from typing import IO

from chalicelib.rules.padron.archivo import COLUMNAS, faults_of, is_current

MAXIMO_FALTAS = 100
"""Most faults that are listed. The others are only counted."""
_CUBETAS = 64
_ANCHO, _LINEA = 16, 8
_EN_MEMORIA = 256 * 1024
"""Bytes of a bucket that are kept in memory. More go to a temporary file."""
_UNICAS = (
    ("clave_elector", "otra credencial en vigor con la misma clave de elector"),
    ("cic", "otra credencial con el mismo CIC"),
)


class ArchivoInvalido(ValueError):
    """The file is not a padrón that can be loaded. `faltas`: faults by line and column; `total`: their number."""

    def __init__(self, faltas: list[str], total: int = 0) -> None:
        self.faltas, self.total = faltas, total or len(faltas)
        cuantas = f" ({self.total} en total)" if self.total > len(faltas) else ""
        super().__init__("\n".join(["El archivo no se cargó" + cuantas + ":", *faltas]))


def review_file(archivo: Path, tell: Callable[[int], None] = lambda _: None) -> None:
    """Read the whole file. Raises `ArchivoInvalido` with its faults, if it has any."""
    faltas, total = list[str](), 0
    with Repetidos() as repetidos:
        for linea, fila in read_rows(archivo, tell):
            malas = faults_of(fila)
            for falta in malas:
                total += 1
                if len(faltas) < MAXIMO_FALTAS:
                    faltas.append(f"línea {linea}: {falta}")
            if not malas:
                repetidos.add(linea, fila)
        for linea, otra, que in repetidos.found():
            total += 1
            if len(faltas) < MAXIMO_FALTAS:
                faltas.append(f"línea {linea}: {que} que la línea {otra}")
    if total:
        raise ArchivoInvalido(faltas, total)


def read_rows(
    archivo: Path, tell: Callable[[int], None] = lambda _: None, cada: int = 1000
) -> Iterator[tuple[int, dict[str, str | None]]]:
    """Numbered rows of the CSV file. `tell` receives the number of rows since its last call. Raises
    `ArchivoInvalido`."""
    n = 0
    try:
        with archivo.open(encoding="utf-8-sig", newline="") as texto:
            lector = csv.DictReader(texto, restkey="")
            _check_header(lector.fieldnames)
            for n, fila in enumerate(lector, start=1):
                yield lector.line_num, fila
                if n % cada == 0:
                    tell(cada)
    except UnicodeDecodeError:
        raise ArchivoInvalido([_encoding(archivo)]) from None
    except csv.Error:
        raise ArchivoInvalido([f"después de la línea {n + 1}: no es un CSV con comas."]) from None
    tell(n % cada)


def _check_header(columnas: object) -> None:
    hay = list(columnas) if isinstance(columnas, list | tuple) else []
    faltan = [f"encabezado: falta la columna {c}" for c in COLUMNAS if c not in hay]
    dobles = [f"encabezado: la columna {c} viene {hay.count(c)} veces" for c in COLUMNAS if hay.count(c) > 1]
    if faltan or dobles:
        raise ArchivoInvalido(faltan + dobles)


def _encoding(archivo: Path) -> str:
    """Spanish words that say what the file is, and from which line on it is not UTF-8."""
    with archivo.open("rb") as datos:
        if datos.read(2) in (b"\xff\xfe", b"\xfe\xff"):
            return "línea 1: el archivo está en UTF-16; guárdelo como «CSV UTF-8»."
        datos.seek(0)
        for n, linea in enumerate(datos, start=1):
            try:
                linea.decode("utf-8")
            except UnicodeDecodeError:
                return (
                    f"línea {n}: el archivo no está en UTF-8 (quizá en Windows-1252, de una hoja de cálculo); guárdelo "
                    "como «CSV UTF-8»."
                )
    return "el archivo no está en UTF-8; guárdelo como «CSV UTF-8»."


class Repetidos:
    """Finder of duplicate keys in a file of any size. It keeps digests in buckets on disk, and reads one bucket into
    memory at a time."""

    def __enter__(self) -> "Repetidos":
        self._abiertas = ExitStack()
        self._cubetas: list[list[IO[bytes]]] = [
            [
                self._abiertas.enter_context(tempfile.SpooledTemporaryFile(_EN_MEMORIA))  # noqa: SIM115
                for _ in range(_CUBETAS)
            ]
            for _ in _UNICAS
        ]
        return self

    def __exit__(self, *_: object) -> None:
        self._abiertas.close()

    def add(self, linea: int, fila: dict[str, str | None]) -> None:
        """Note the keys of a good row. The clave is noted only for credentials in force."""
        for (columna, _), cubetas in zip(_UNICAS, self._cubetas, strict=True):
            valor = fila[columna]
            if not valor or (columna == "clave_elector" and not is_current(_whole(fila))):
                continue
            digesto = blake2b(valor.encode(), digest_size=_ANCHO).digest()
            cubetas[digesto[0] % _CUBETAS].write(digesto + linea.to_bytes(_LINEA))

    def found(self) -> Iterator[tuple[int, int, str]]:
        """(line, earlier line, text of the fault) of each duplicate key."""
        for (_, que), cubetas in zip(_UNICAS, self._cubetas, strict=True):
            for cubeta in cubetas:
                cubeta.seek(0)
                vistas: dict[bytes, int] = {}
                while pieza := cubeta.read(_ANCHO + _LINEA):
                    digesto, linea = pieza[:_ANCHO], int.from_bytes(pieza[_ANCHO:])
                    if digesto in vistas:
                        yield linea, vistas[digesto], que
                    vistas.setdefault(digesto, linea)


def _whole(fila: dict[str, str | None]) -> dict[str, str]:
    return {c: v or "" for c, v in fila.items()}
