"""Files of the padrón: the CSV that comes in, and the folder of compressed items that DynamoDB imports."""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import msgspec

from chalicelib.store.padron.cortes import Item
from chalicelib.vault.secretos import SecretoProceso
from chalicelib.workflows.padron.archivo import Lector
from chalicelib.workflows.padron.cortes import ResumenCorte
from consola.revision_padron import read_rows, review_file

POR_ARCHIVO = 500_000  # items of a file: some 60 MB compressed; DynamoDB reads several files at once
MANIFIESTO = "manifiesto.json"


class CarpetaInvalida(ValueError):
    """The folder was not finished by `prepare`, or was changed since."""


@dataclass(frozen=True)
class Manifiesto:
    """Manifest of a prepared folder. `archivos`: name -> SHA-256; `digesto`: SHA-256 of the CSV file."""

    corte: str
    fecha: str
    lista: str
    digesto: str
    resumen: ResumenCorte
    archivos: dict[str, str]

    @classmethod
    def read(cls, carpeta: Path) -> "Manifiesto":
        """Manifest of a folder. Raises `CarpetaInvalida` when the folder is unfinished or a file was changed after
        `prepare`."""
        try:
            datos = json.loads((carpeta / MANIFIESTO).read_text(encoding="utf-8"))
            manifiesto = cls(**datos | {"resumen": ResumenCorte(**datos["resumen"])})
            cambiados = [n for n, d in manifiesto.archivos.items() if digest(carpeta / n) != d]
        except (OSError, ValueError, TypeError, KeyError):
            raise CarpetaInvalida("La carpeta no está completa: prepárela de nuevo.") from None
        if cambiados:
            raise CarpetaInvalida(f"{cambiados[0]} no es el que se preparó: prepare la carpeta de nuevo.")
        return manifiesto


def digest(archivo: Path) -> str:
    """SHA-256 of a file, hex."""
    with archivo.open("rb") as datos:
        return hashlib.file_digest(datos, "sha256").hexdigest()


def prepare(
    archivo: Path,
    carpeta: Path,
    secreto: SecretoProceso,
    corte: str,
    fecha: str,
    lista: str,
    tell: Callable[[int], None] = lambda _: None,
) -> Manifiesto:
    """Write the items of a CSV file as gzipped DynamoDB JSON, and the manifest last. Raises `ArchivoInvalido`.

    The same file gives the same folder, byte by byte. Earlier content of the folder is deleted.
    """
    carpeta.mkdir(parents=True, exist_ok=True)
    for viejo in (carpeta / MANIFIESTO, *carpeta.glob("parte-*.json.gz")):
        viejo.unlink(missing_ok=True)
    review_file(archivo)
    lector = Lector(secreto, lista)
    archivos = {p.name: digest(p) for p in _write(lector.items(read_rows(archivo, tell)), carpeta)}
    manifiesto = Manifiesto(corte, fecha, lista, digest(archivo), lector.summary(), archivos)
    texto = json.dumps(asdict(manifiesto), ensure_ascii=False, indent=1)
    (carpeta / MANIFIESTO).write_text(texto, encoding="utf-8")
    return manifiesto


def _write(items: Iterable[Item], carpeta: Path) -> Iterator[Path]:
    resto = iter(items)
    n = 0
    while (primero := next(resto, None)) is not None:
        n += 1
        ruta = carpeta / f"parte-{n:05}.json.gz"
        with gzip.GzipFile(ruta, "wb", compresslevel=1, mtime=0) as comprimido:
            comprimido.write(_line(primero))
            for item in islice(resto, POR_ARCHIVO - 1):
                comprimido.write(_line(item))
        yield ruta


def _line(item: Item) -> bytes:
    return msgspec.json.encode({"Item": item}) + b"\n"
