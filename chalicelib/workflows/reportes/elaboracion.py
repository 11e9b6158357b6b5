"""Making of a report's file (Protocolo 7.1 B): one run at a time; a later run goes on or begins anew.

    pendiente ─► elaborando ─┬─► listo: the file exists
                             └─► fallido: `motivo` says why

A CSV is uploaded in parts; after each part its place in the list is noted, and from there another run goes on. An .xlsx
is readable only once it is complete: each run begins it anew, in a folder that is deleted with the run.
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from chalicelib.base.registro import log
from chalicelib.documents.reportes.tabulado import csv_head, csv_rows
from chalicelib.rules.reportes.pedido import FINALES, MAX_XLSX, ClaseReporte, EstadoReporte, Formato
from chalicelib.store.base.tabla import iso
from chalicelib.store.reportes.deposito_reportes import (
    MINIMO,
    ParteAjena,
    begin_upload,
    complete_upload,
    put_part,
    put_report_file,
    report_file_key,
)
from chalicelib.store.reportes.reportes import (
    FIN,
    Reporte,
    ReporteSuperado,
    advance_report,
    find_reporte,
    lease_report,
    release_report,
)
from chalicelib.workflows.reportes.pedido import SIN_TIEMPO
from chalicelib.workflows.reportes.productores import PRODUCTORES, report_heading

CORRIDA = timedelta(minutes=12)
"""Time after which a run leaves the rest to the next one: three minutes less than Lambda's limit."""
PASO = 5000  # rows between two notes of an .xlsx's progress
SIN_HACER = (
    "No se pudo elaborar. Pida el reporte de nuevo; si vuelve a fallar, abra una solicitud de atención."
)
EN_CSV = "Pida el reporte en CSV, que no tiene límite, o divídalo por fechas."
Reloj = Callable[[], datetime]


@dataclass(frozen=True)
class LimitesDeReporte:
    """Limits: bytes of a CSV's part, records read at once, rows of an .xlsx."""

    parte: int = MINIMO
    lote: int = 100
    maximo: int = MAX_XLSX


@dataclass(frozen=True)
class CorridaDeReporte:
    """A run of a report: its clock, its limits, and the function called at each note."""

    reporte: Reporte
    reloj: Reloj
    medidas: LimitesDeReporte
    latido: Callable[[], None]

    def note(self, **cambios: Any) -> None:
        """Note the progress and renew the lease and the message's visibility. Raises `ReporteSuperado`."""
        self.latido()
        advance_report(self.reporte, self.reloj(), **cambios)


class ReporteDesconocido(LookupError):
    """The message names no report: it goes to the dead-letter queue."""


class ReporteOcupado(RuntimeError):
    """Another run holds the lease of this report: retry later."""


class Continua(RuntimeError):
    """The report takes more than one run; the next run goes on from the noted place."""


class Imposible(Exception):
    """The report cannot be made as it was asked; the text says what to ask instead."""


def make_report(
    reporte: str,
    reloj: Reloj,
    *,
    ultima: bool = False,
    medidas: "LimitesDeReporte | None" = None,
    latido: Callable[[], None] = lambda: None,
) -> EstadoReporte:
    """Make a report's file; idempotent. `ultima`: the message will not be delivered again after this run.

    `latido`: called at each note of the progress; the caller extends the message's visibility timeout there.

    Raises `ReporteDesconocido`, `ReporteOcupado`, `Continua`, or what AWS raises.
    """
    hallado = find_reporte(reporte)
    if hallado is None:
        raise ReporteDesconocido(reporte)
    if EstadoReporte(hallado.estado) in FINALES:
        return EstadoReporte(hallado.estado)
    if not lease_report(hallado, secrets.token_hex(8), reloj()):
        raise ReporteOcupado(reporte)
    corrida = CorridaDeReporte(hallado, reloj, medidas or LimitesDeReporte(), latido)
    try:
        _run(corrida)
    except ReporteSuperado:
        raise
    except Exception:
        if ultima:
            _fail(corrida, SIN_HACER)
        release_report(hallado)
        raise
    release_report(hallado)
    log.info(
        "reporte elaborado", extra={"reporte": reporte, "final": hallado.estado, "filas": int(hallado.filas)}
    )
    return EstadoReporte(hallado.estado)


def _run(corrida: CorridaDeReporte) -> None:
    reporte = corrida.reporte
    if EstadoReporte(reporte.estado) in FINALES:  # another run ended it meanwhile
        return
    try:
        if reporte.estado_al(corrida.reloj()) is EstadoReporte.FALLIDO:
            raise Imposible(SIN_TIEMPO)
        corrida.note(estado=EstadoReporte.ELABORANDO.value)
        filas, bytes_ = _xlsx(corrida) if reporte.formato == Formato.XLSX else _csv(corrida)
    except Imposible as error:
        _fail(corrida, str(error))
    else:
        fin = iso(corrida.reloj())
        corrida.note(estado=EstadoReporte.LISTO.value, filas=filas, bytes=bytes_, terminado_en=fin)


def _fail(corrida: CorridaDeReporte, motivo: str) -> None:
    corrida.note(estado=EstadoReporte.FALLIDO.value, motivo=motivo, terminado_en=iso(corrida.reloj()))


def _csv(corrida: CorridaDeReporte) -> tuple[int, int]:
    """Make the CSV; return rows and bytes of the finished file."""
    reporte, medidas = corrida.reporte, corrida.medidas
    llave, hasta = _key(reporte), corrida.reloj() + CORRIDA
    if reporte.subida is None:
        corrida.note(subida=begin_upload(llave))
    if reporte.cursor != FIN:
        filas = int(reporte.filas)
        bufer = bytearray() if reporte.piezas else bytearray(csv_head(report_heading(reporte)))
        for cursor, lote in PRODUCTORES[ClaseReporte(reporte.clase)].lotes(reporte, medidas.lote):
            bufer += csv_rows((n, *fila) for n, fila in enumerate(lote, start=filas + 1))
            filas += len(lote)
            if len(bufer) >= medidas.parte:
                _keep(corrida, llave, bufer, cursor, filas)
                if corrida.reloj() > hasta:
                    raise Continua(reporte.reporte)
        _keep(corrida, llave, bufer, FIN, filas)
    _complete(corrida, llave)
    return int(reporte.filas), int(reporte.bytes)


def _complete(corrida: CorridaDeReporte, llave: str) -> None:
    """Join the uploaded parts into the file; begin anew when a part is not the one that was noted.

    A run that lost its lease may have replaced a part while this run went on. Such a part is never published.
    """
    reporte = corrida.reporte
    try:
        complete_upload(llave, reporte.subida or "", reporte.piezas)
    except ParteAjena:
        corrida.note(subida=None, partes="[]", cursor=None, filas=0, bytes=0)
        raise Continua(reporte.reporte) from None


def _keep(corrida: CorridaDeReporte, llave: str, bufer: bytearray, cursor: str, filas: int) -> None:
    """Upload the rows gathered as a part, then note the part and its place; a death in between repeats the part."""
    reporte = corrida.reporte
    partes, total = reporte.piezas, int(reporte.bytes) + len(bufer)
    if bufer:
        partes.append(put_part(llave, reporte.subida or "", len(partes) + 1, bytes(bufer)))
    corrida.note(partes=json.dumps(partes), cursor=cursor, filas=filas, bytes=total)
    bufer.clear()


def _xlsx(corrida: CorridaDeReporte) -> tuple[int, int]:
    """Make the .xlsx; return rows and bytes of the file. Raises `Imposible` if one run or a sheet cannot hold it."""
    from chalicelib.documents.reportes.tabulado_xlsx import Libro  # 14 ms that a CSV does not need

    reporte, medidas = corrida.reporte, corrida.medidas
    filas, hasta, visto = 0, corrida.reloj() + CORRIDA, 0
    with TemporaryDirectory() as carpeta:
        archivo = Path(carpeta, "reporte.xlsx")
        with Libro(archivo, report_heading(reporte)) as libro:
            for _, lote in PRODUCTORES[ClaseReporte(reporte.clase)].lotes(reporte, medidas.lote):
                for fila in lote:
                    filas += 1
                    libro.add((filas, *fila))
                if filas > medidas.maximo:
                    raise Imposible(
                        f"Son más de {medidas.maximo:,} registros, demasiados para un .xlsx. {EN_CSV}"
                    )
                if corrida.reloj() > hasta:
                    raise Imposible(f"Son demasiados registros para un .xlsx. {EN_CSV}")
                if filas - visto >= PASO:
                    corrida.note(filas=filas)
                    visto = filas
        corrida.note(filas=filas)  # a run that was replaced stops here, before it stores the file
        put_report_file(_key(reporte), archivo)
        return filas, archivo.stat().st_size


def _key(reporte: Reporte) -> str:
    return report_file_key(reporte.aspirante, reporte.reporte, reporte.formato)
