"""Opening a delivery: every file is checked, opened and counted before the folder with the result appears (15.3)."""

import csv
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from opl.bitacora import Incluida, LlaveSistema
from opl.fallas import (
    CifrasNoCierran,
    DeOtraEntrega,
    LlaveAjena,
    ParteConSobrante,
    ParteDanada,
    ParteFaltante,
    ParteTruncada,
    SalidaOcupada,
)
from opl.imagenes import check_images
from opl.informe import write_report
from opl.manifiesto import MANIFIESTO, Archivo, Manifiesto, check_log, read_manifest
from opl.sobre import LlavePrivada, context_of, unseal

Avance = Callable[[str, int], None]


@dataclass(frozen=True)
class Verificada:
    """A delivery whose files are all present as they were sealed. `incluida`: its place in the log, if there is a
    proof."""

    manifiesto: Manifiesto
    incluida: Incluida | None


def check_delivery(carpeta: Path, sistema: LlaveSistema, avance: Avance = lambda *_: None) -> Verificada:
    """Check the signature, the log's proof and every sealed file. It needs no private key. Raises a `Falla`."""
    manifiesto = read_manifest(carpeta, sistema)
    for archivo in manifiesto.archivos:
        _check_sealed(carpeta, archivo, manifiesto)
        avance(archivo.nombre, archivo.sellado_bytes)
    return Verificada(manifiesto, check_log(carpeta, manifiesto, sistema))


def open_delivery(
    carpeta: Path, llave: LlavePrivada, sistema: LlaveSistema, salida: Path, avance: Avance = lambda *_: None
) -> Verificada:
    """Write the clear files and the first report into `salida`, which must not exist. On failure nothing is left.

    Raises a `Falla`.
    """
    if salida.exists():
        raise SalidaOcupada(f"{salida} ya existe y no se sustituye: elija otra carpeta.")
    verificada = check_delivery(carpeta, sistema)
    manifiesto = verificada.manifiesto
    if llave.huella != manifiesto.llave:
        raise LlaveAjena(
            f"La entrega se cifró para la llave {manifiesto.llave[:16]}… y la suya es {llave.huella[:16]}…: "
            "use la llave privada que corresponde a la pública que entregó."
        )
    provisional = _make_room(salida)
    try:
        for archivo in manifiesto.archivos:
            _open_file(carpeta, provisional, archivo, manifiesto, llave, avance)
        check_counts(provisional, manifiesto)
        check_images(provisional, manifiesto)
        (provisional / MANIFIESTO).write_bytes(manifiesto.crudo)
        write_report(provisional, verificada.manifiesto, verificada.incluida)
        provisional.rename(salida)
    except BaseException:
        shutil.rmtree(provisional, ignore_errors=True)
        raise
    return verificada


def check_counts(carpeta: Path, manifiesto: Manifiesto) -> None:
    """Check that the numbers of rows by file, class and aspirante are those of the manifest. Raises
    `CifrasNoCierran`."""
    contados: dict[str, Counter[str]] = {}
    for archivo in (a for a in manifiesto.archivos if a.formato == "csv"):
        filas = 0
        with (carpeta / archivo.nombre).open(newline="", encoding="utf-8-sig") as texto:
            for fila in csv.DictReader(texto):
                filas += 1
                if archivo.tabla == "apoyos":
                    contados.setdefault(fila["aspirante"], Counter())[fila["clase"]] += 1
        if filas != archivo.filas:
            raise CifrasNoCierran(
                f"{archivo.nombre} tiene {filas} filas y el manifiesto dice {archivo.filas}."
            )
    _compare("en total", sum(contados.values(), Counter()), manifiesto.totales)
    for aspirante in sorted(manifiesto.aspirantes.keys() | contados.keys()):
        _compare(
            f"del aspirante {aspirante}",
            contados.get(aspirante, Counter()),
            manifiesto.aspirantes.get(aspirante, {}),
        )


def _compare(de_quien: str, contados: Counter[str], dichos: dict[str, int]) -> None:
    for clase in sorted(contados.keys() | dichos.keys()):
        if contados[clase] != dichos.get(clase, 0):
            raise CifrasNoCierran(
                f"De la clase {clase}, {de_quien}, hay {contados[clase]} registros "
                f"y el manifiesto dice {dichos.get(clase, 0)}."
            )


def _check_sealed(carpeta: Path, archivo: Archivo, manifiesto: Manifiesto) -> None:
    sellado = carpeta / archivo.sellado
    if not sellado.is_file():
        raise ParteFaltante(f"Falta {archivo.sellado} en la carpeta: descárguelo del Portal.")
    if _sha256(sellado) == archivo.sellado_sha256:
        return
    dice = context_of(sellado)
    if dice is not None and dice != manifiesto.context(archivo.nombre):
        raise DeOtraEntrega(
            f"{archivo.sellado} es de otro proceso, de otra entrega o se le cambió el nombre."
        )
    tamano = sellado.stat().st_size
    if tamano < archivo.sellado_bytes:
        raise ParteTruncada(
            f"{archivo.sellado} está incompleto: {tamano} de {archivo.sellado_bytes} bytes. Descárguelo de nuevo."
        )
    if tamano > archivo.sellado_bytes:
        raise ParteConSobrante(f"{archivo.sellado} trae datos después de su final: descárguelo de nuevo.")
    raise ParteDanada(f"{archivo.sellado} está dañado o se alteró: descárguelo de nuevo.")


def _open_file(
    carpeta: Path,
    destino: Path,
    archivo: Archivo,
    manifiesto: Manifiesto,
    llave: LlavePrivada,
    avance: Avance,
) -> None:
    with (destino / archivo.nombre).open("xb") as claro:
        suma = unseal(
            carpeta / archivo.sellado,
            claro,
            llave,
            manifiesto.context(archivo.nombre),
            lambda n: avance(archivo.nombre, n),
        )
    if suma != archivo.sha256 or (destino / archivo.nombre).stat().st_size != archivo.bytes:
        raise ParteDanada(f"{archivo.nombre} no es el archivo que el manifiesto firmado describe.")


def _make_room(salida: Path) -> Path:
    """Temporary folder beside the result, so that one rename puts it in place. Only its owner may read it."""
    try:
        salida.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=f".{salida.name}-", dir=salida.parent))
    except OSError as error:
        raise SalidaOcupada(f"No se puede escribir en {salida.parent}: {error.strerror}.") from None


def _sha256(archivo: Path) -> str:
    with archivo.open("rb") as contenido:
        return file_digest(contenido, "sha256").hexdigest()
