"""Parts of a delivery that hold expedientes, in ZIPs, exactly as they were received (Protocolo 15.3).

    step: records from the cursor on ─► each expediente opened and compared with its integrity code ─► one ZIP on disk,
          and a row that says where it is, or why it is not ─► both sealed to the OPL's key ─► bucket, by digest
          ─► the same transaction as every other step

A part ends when the ZIP has reached its size. The cursor points to a record, so no record is read twice. Memory: one
expediente and one frame of the seal.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from chalicelib.base import aws
from chalicelib.base.registro import describe_error, log
from chalicelib.documents.entrega.archivos import Escritor
from chalicelib.rules.apoyos.folio import Folio, is_paper
from chalicelib.rules.entrega.imagenes import FaltaDeImagen, Imagenes
from chalicelib.rules.entrega.tablas import TablaDeEntrega, file_name
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyos
from chalicelib.store.base import objetos
from chalicelib.store.entrega import entregas
from chalicelib.store.entrega.entregas import Entrega
from chalicelib.store.procesos.procesos import get_proceso
from chalicelib.vault.errores import ContenidoDistinto, SobreInvalido
from chalicelib.vault.expediente import check_content
from chalicelib.vault.sobres import open_at_rest
from chalicelib.workflows.entrega.elaboracion import (
    CORRIDA,
    LimitesDeEntrega,
    Reloj,
    folios_after,
    master_key,
    note_part,
    seal_file,
    seal_tables,
)

_FECHA = (1980, 1, 1, 0, 0, 0)
"""Date of every member of a ZIP. It is fixed so that the same records give the same bytes."""
_LOTE = 25
"""Records read at once."""
Cursor = dict[str, Any]


def have_all_images(e: Entrega) -> bool:
    """Whether every chosen expediente is in a part."""
    return e.imagenes in (None, Imagenes.NINGUNA) or bool(_cursor(e).get("fin"))


def make_images_part(e: Entrega, reloj: Reloj, medidas: LimitesDeEntrega | None = None) -> None:
    """Make the next part with expedientes. Raises what AWS raises."""
    hasta, limite, n = reloj() + CORRIDA, (medidas or LimitesDeEntrega()).bytes_imagenes, int(e.paso) + 1
    with TemporaryDirectory() as carpeta:
        ruta = Path(carpeta) / file_name(TablaDeEntrega.IMAGENES, n, "zip")
        with (
            Escritor(Path(carpeta), TablaDeEntrega.IMAGENES) as filas,
            ZipFile(ruta, "w", ZIP_STORED) as zip_,
        ):
            cursor = _fill(e, zip_, ruta.name, filas, lambda llevan: llevan >= limite or reloj() > hasta)
            dentro = len(zip_.infolist())
        archivos = seal_tables(e, {TablaDeEntrega.IMAGENES: filas}, n)
        if dentro:
            archivos.append(seal_file(e, master_key(e), ruta, TablaDeEntrega.IMAGENES, dentro, n))
    hechos = int(e.expedientes or 0) + dentro
    note_part(e, archivos, reloj(), cursor={**e.cursor, "imagenes": cursor}, expedientes=hechos)


def _fill(e: Entrega, zip_: ZipFile, archivo: str, filas: Escritor, full: Callable[[int], bool]) -> Cursor:
    """Write expedientes and their rows until the part is full. Returns the cursor after the last. `full`: given the
    bytes written so far, whether the part ends."""
    llevan = 0
    for cursor, apoyo in _asked(e):
        hallado = _expediente(apoyo)
        filas.add(_row(apoyo, archivo, hallado))
        if isinstance(hallado, bytes):
            zip_.writestr(ZipInfo(_entry(apoyo), _FECHA), hallado)
            llevan += len(hallado)
        if full(llevan):
            return cursor
    return {"fin": True}


def _cursor(e: Entrega) -> Cursor:
    cursor: Cursor = e.cursor.get("imagenes", {})
    return cursor


def _asked(e: Entrega) -> Iterator[tuple[Cursor, Apoyo]]:
    """Records whose expedientes are still to be added, each with the cursor that follows it.

    Raises KeyError when a record of a list is not found: the step is retried, and its message ends in the dead-letter
    queue.
    """
    desde = _cursor(e)
    if e.imagenes == Imagenes.LISTA:
        folios = entregas.images_listed(e.proceso, int(e.numero))
        for k in range(int(desde.get("desde", 0)), len(folios), _LOTE):
            lote = folios[k : k + _LOTE]
            hallados = get_apoyos(lote)
            yield from (({"desde": k + i}, hallados[f]) for i, f in enumerate(lote, start=1))
        return
    for _, lote in folios_after(e, desde, _LOTE):
        hallados = get_apoyos(lote)
        for folio in lote:
            if apoyo := hallados.get(folio):
                yield {"aspirante": apoyo.aspirante, "orden": apoyo.orden}, apoyo


def _row(a: Apoyo, archivo: str, hallado: bytes | FaltaDeImagen) -> tuple[str | int | None, ...]:
    codigo = bytes(a.integridad).hex()
    if isinstance(hallado, FaltaDeImagen):
        return (a.folio, a.aspirante, None, None, None, codigo, str(hallado))
    return (a.folio, a.aspirante, archivo, _entry(a), len(hallado), codigo, None)


def _entry(a: Apoyo) -> str:
    """Name of a record's expediente within a ZIP."""
    return f"{a.folio}.zip"


def _expediente(a: Apoyo) -> bytes | FaltaDeImagen:
    """The clear expediente as it was received, or why there is none. Raises what AWS raises."""
    if is_paper(Folio.parse(a.folio).auxiliar):
        return FaltaDeImagen.EN_PAPEL
    contexto = {"proceso": a.proceso, "aspirante": a.aspirante, "folio": a.folio}
    try:
        sellado = objetos.read_sealed_expediente(objetos.expediente_key(a.proceso, a.folio, a.integridad))
        claro = open_at_rest(aws.client("kms"), sellado, get_proceso(a.proceso).llave_resguardo, contexto)
        check_content(claro, a.integridad)
    except objetos.NoExiste:
        return FaltaDeImagen.NO_ESTA
    except (SobreInvalido, ContenidoDistinto) as error:
        log.error("expediente ilegible", extra={"folio": a.folio, **describe_error(error)})
        return FaltaDeImagen.ILEGIBLE
    return claro
