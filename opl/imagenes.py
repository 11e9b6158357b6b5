"""Check of the expedientes of an opened delivery: each is where its row says, and is the one received (15.3)."""

import csv
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from opl.fallas import CifrasNoCierran, ExpedienteAjeno, ParteDanada
from opl.manifiesto import Manifiesto

TABLA = "imagenes"


def check_images(carpeta: Path, manifiesto: Manifiesto) -> int:
    """Compare every expediente with its integrity code, in its row and in `apoyos`. Returns their number.

    Raises `CifrasNoCierran`, `ExpedienteAjeno`, `ParteDanada`.
    """
    dichos: dict[str, dict[str, str]] = {}  # file -> name within it -> integrity code
    codigos: dict[str, str] = {}
    for fila in _rows(carpeta, manifiesto, TABLA):
        codigos[fila["folio"]] = fila["integridad"]
        if fila["archivo"]:
            dichos.setdefault(fila["archivo"], {})[fila["entrada"]] = fila["integridad"]
    for fila in _rows(carpeta, manifiesto, "apoyos") if codigos else ():
        if codigos.get(fila["folio"], fila["integridad"]) != fila["integridad"]:
            raise ExpedienteAjeno(
                f"El código de integridad de {fila['folio']} no es el mismo en sus dos tablas."
            )
    for archivo in manifiesto.files(TABLA, "zip"):
        _check_zip(carpeta / archivo.nombre, dichos.pop(archivo.nombre, {}))
    if dichos:
        raise CifrasNoCierran(f"Las filas nombran {min(dichos)}, que no está entre los archivos firmados.")
    return sum(a.filas for a in manifiesto.files(TABLA, "zip"))


def _check_zip(ruta: Path, dichos: dict[str, str]) -> None:
    try:
        with ZipFile(ruta) as zip_:
            if sorted(zip_.namelist()) != sorted(dichos):
                raise CifrasNoCierran(f"{ruta.name} no trae los expedientes que dicen las filas.")
            for nombre, codigo in dichos.items():
                with zip_.open(nombre) as contenido:
                    suyo = file_digest(contenido, "sha256").hexdigest()  # type: ignore[arg-type]  # it has readinto
                if suyo != codigo:
                    raise ExpedienteAjeno(
                        f"{nombre}, en {ruta.name}, no es el expediente que se recibió: su código es otro."
                    )
    except (BadZipFile, NotImplementedError, RuntimeError):
        raise ParteDanada(f"{ruta.name} no es un ZIP que se pueda leer.") from None


def _rows(carpeta: Path, manifiesto: Manifiesto, tabla: str) -> Iterator[dict[str, str]]:
    for archivo in manifiesto.files(tabla, "csv"):
        with (carpeta / archivo.nombre).open(newline="", encoding="utf-8-sig") as texto:
            yield from csv.DictReader(texto)
