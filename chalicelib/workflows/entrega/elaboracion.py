"""Making a delivery's files, one part a step (Protocolo 15.2 F, 15.3).

    step: read from the cursor ─► rows to disk ─► CSV and Parquet ─► sealed to the OPL's key ─► bucket, by digest
          ─► one transaction: the part's files, the figures so far, the cursor, and the next step's message

A run that dies before its transaction leaves no trace but objects in the bucket, and its message is delivered again. If
two runs do one step, only one transaction succeeds, so the delivery names one file for each part. Memory: one batch of
records and one frame of the seal.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import file_digest
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aws_encryption_sdk.key_providers.raw import RawMasterKey

from chalicelib.base.registro import describe_error, log
from chalicelib.documents.entrega.archivos import Escritor
from chalicelib.rules.apoyos.folio import Folio
from chalicelib.rules.entrega.filas import (
    RegistroPorEntregar,
    change_row,
    cut_of,
    record_row,
    verdict_catalogues,
    verdict_rows,
)
from chalicelib.rules.entrega.manifiesto import ArchivoDeEntrega, CifrasDeEntrega, Sellado, file_context
from chalicelib.rules.entrega.tablas import TablaDeEntrega, column_names, file_name
from chalicelib.store.apoyos.apoyos import Apoyo, get_apoyos
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.correos.salidas import owe
from chalicelib.store.entrega import entregas
from chalicelib.store.entrega.deposito_entregas import delivery_file_key, put_delivery_file
from chalicelib.store.entrega.entregas import Entrega, Parte
from chalicelib.store.mesa.vistas import Vista, find_vistas
from chalicelib.store.procesos.llaves import LlaveOpl
from chalicelib.store.reportes.lectura import LecturaApoyos
from chalicelib.vault.entrega import opl_key, seal_for_opl
from chalicelib.vault.errores import CamposInvalidos
from chalicelib.vault.secretos import open_fields
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.correos import salidas

CORRIDA = timedelta(minutes=8)
"""Time after which a step ends its part, even with few rows: sealing and upload need the rest of the function's time.
"""
DE_REGISTROS = (TablaDeEntrega.APOYOS, TablaDeEntrega.DICTAMENES, TablaDeEntrega.CAMBIOS)
_CLASE = column_names(TablaDeEntrega.APOYOS).index("clase")
Reloj = Callable[[], datetime]


@dataclass(frozen=True)
class LimitesDeEntrega:
    """Limits of a part: rows, bytes of the CSV of `apoyos`, records read at once, bytes of a part with expedientes.

    A part with expedientes lies on the function's disk (512 MB) in clear and sealed. It may exceed its limit by one
    expediente.
    """

    filas: int = 20_000
    bytes: int = 32 * 1024 * 1024
    lote: int = 100
    bytes_imagenes: int = 128 * 1024 * 1024


def make_part(e: Entrega, reloj: Reloj, medidas: LimitesDeEntrega | None = None) -> None:
    """Make the next part and advance the cursor, which is `{"fin": True}` when every record is in a part.

    Raises what AWS raises.
    """
    cifras, hasta = CifrasDeEntrega.from_json(e.cifras) if e.cifras else CifrasDeEntrega(), reloj() + CORRIDA
    with TemporaryDirectory() as carpeta:
        escritores = {t: Escritor(Path(carpeta), t) for t in DE_REGISTROS}
        with ExitStack() as abiertos:
            for escritor in escritores.values():
                abiertos.enter_context(escritor)
            cursor = _write(e, escritores, cifras, medidas or LimitesDeEntrega(), lambda: reloj() > hasta)
        archivos = seal_tables(e, escritores, int(e.paso) + 1)
    registros = int(e.registros) + escritores[TablaDeEntrega.APOYOS].filas
    note_part(e, archivos, reloj(), cursor=cursor, registros=registros, cifras=cifras.to_json())


def note_part(e: Entrega, archivos: list[ArchivoDeEntrega], ahora: datetime, **cambios: Any) -> None:
    """Store the files of a step, its changes and the next step's message in one transaction, then send the message."""
    siguiente = entregas.step_of(e, ahora, int(e.paso) + 1)
    with transaction() as tx:
        entregas.advance_step(tx, e, **cambios)
        tx.save(
            Parte(
                proceso=e.proceso,
                cual=entregas.delivery_part_key(int(e.numero), int(e.paso)),
                archivos=[asdict(a) for a in archivos],
            )
        )
        owe(tx, siguiente)
    salidas.send_owed([siguiente])


def is_complete(e: Entrega) -> bool:
    """Whether every record is in a part."""
    return bool(e.cursor.get("fin"))


def master_key(e: Entrega) -> RawMasterKey:
    """The OPL's key to which the delivery is sealed, as a master key of the AWS Encryption SDK."""
    llave = LlaveOpl.get(e.proceso, int(e.llave), consistent_read=True)
    return opl_key(llave.der, llave.huella)


def seal_tables(e: Entrega, escritores: dict[TablaDeEntrega, Escritor], n: int) -> list[ArchivoDeEntrega]:
    """Seal and store the n-th files of the tables, in both formats. A table without rows has no file."""
    maestra = master_key(e)
    archivos = []
    for escritor in escritores.values():
        if escritor.filas:
            escritor.finish()
            archivos += [
                seal_file(e, maestra, ruta, escritor.tabla, escritor.filas, n)
                for ruta in (escritor.csv, escritor.parquet)
            ]
    return archivos


def _write(
    e: Entrega,
    escritores: dict[TablaDeEntrega, Escritor],
    cifras: CifrasDeEntrega,
    medidas: LimitesDeEntrega,
    late: Callable[[], bool],
) -> dict[str, Any]:
    """Write the rows of one part. Returns the cursor after the last row."""
    apoyos = escritores[TablaDeEntrega.APOYOS]
    cursor: dict[str, Any] = e.cursor
    for cursor, lote in _batches(e, medidas.lote):
        for r in lote:
            _add(e, r, escritores, cifras)
        if apoyos.filas >= medidas.filas or apoyos.bytes >= medidas.bytes or late():
            return cursor
    return {"fin": True}


def _add(
    e: Entrega, r: RegistroPorEntregar, escritores: dict[TablaDeEntrega, Escritor], cifras: CifrasDeEntrega
) -> None:
    fila = record_row(r, e.corte)
    escritores[TablaDeEntrega.APOYOS].add(fila)
    for dictamen in verdict_rows(r, e.corte):
        escritores[TablaDeEntrega.DICTAMENES].add(dictamen)
    cifras.count(r.folio.aspirante, str(fila[_CLASE]), cut_of(r, e.corte), verdict_catalogues(r, e.corte))
    if e.corte_anterior and (cambio := change_row(r, e.corte_anterior, e.corte)):
        escritores[TablaDeEntrega.CAMBIOS].add(cambio)
        cifras.cambios[f"{cambio[2] or 'nuevo'} -> {cambio[3]}"] += 1


def _batches(e: Entrega, de: int) -> Iterator[tuple[dict[str, str], list[RegistroPorEntregar]]]:
    for cursor, folios in folios_after(e, e.cursor, de):
        yield cursor, _records(folios)


def folios_after(e: Entrega, cursor: dict[str, Any], de: int) -> Iterator[tuple[dict[str, str], list[str]]]:
    """Folios of the process received until the cut, ordered by aspirante and reception, in batches of `de`, each with
    its cursor."""
    en, orden = cursor.get("aspirante", ""), cursor.get("orden", "")
    # The upper bound sorts after every `orden` of the cut's instant, for an `orden` ends with the folio.
    hasta = f"{e.corte}~"
    for aspirante in sorted(str(a.aspirante) for a in Aspirante.por_proceso.query(e.proceso)):
        if aspirante < en:
            continue
        lectura = LecturaApoyos(aspirante, hasta=hasta, despues=orden if aspirante == en else "")
        filas = iter(lectura)
        while folios := [str(f.folio) for f in islice(filas, de)]:
            yield {"aspirante": aspirante, "orden": lectura.ultimo}, folios


def _records(folios: list[str]) -> list[RegistroPorEntregar]:
    apoyos, vistas = get_apoyos(folios), find_vistas(folios)
    return [_record(apoyos[f], vistas.get(f)) for f in folios if f in apoyos]


def _record(a: Apoyo, vista: Vista | None) -> RegistroPorEntregar:
    return RegistroPorEntregar(
        folio=Folio.parse(a.folio),
        contienda=a.contienda,
        modo=a.modo,
        modelo=a.modelo,
        capturado_en=a.capturado_en,
        recibido_en=a.recibido_en,
        integridad=bytes(a.integridad).hex(),
        hechos=a.hechos,
        vista=vista.todos if vista else (),
        persona=_person(a),
    )


def _person(a: Apoyo) -> dict[str, str | None]:
    """Data of the citizen. A record whose data were tampered with is delivered without them, and that is logged."""
    try:
        leida: dict[str, str | None] = open_fields(secreto_de(a.proceso), a.folio, a.datos)["credencial"]
    except CamposInvalidos as error:
        log.error("datos ilegibles", extra={"folio": a.folio, **describe_error(error)})
        return {}
    return leida


def seal_file(
    e: Entrega, maestra: RawMasterKey, ruta: Path, tabla: TablaDeEntrega, filas: int, n: int
) -> ArchivoDeEntrega:
    """Seal a table's n-th file and store it under the digest of the sealed bytes. Returns the description of the file,
    in clear and sealed."""
    formato = ruta.suffix[1:]
    nombre, sellado = file_name(tabla, n, formato), ruta.with_suffix(f".{formato}.sellado")
    with ruta.open("rb") as claro, sellado.open("wb") as destino:
        bytes_, suma = seal_for_opl(claro, destino, maestra, file_context(e.proceso, e.entrega, nombre))
    put_delivery_file(delivery_file_key(e.proceso, int(e.numero), suma), sellado)
    return ArchivoDeEntrega(
        nombre,
        str(tabla),
        formato,
        filas,
        ruta.stat().st_size,
        _digest(ruta),
        Sellado(f"{nombre}.sellado", bytes_, suma),
    )


def _digest(ruta: Path) -> str:
    with ruta.open("rb") as archivo:
        return file_digest(archivo, "sha256").hexdigest()
