"""Making a report's file (Protocolo 7.1 B): one run at a time, and whoever comes again goes on or begins anew.

    pendiente ─► elaborando ─┬─► listo: the file is there
                             └─► fallido: it says why

A CSV is uploaded in parts; after each part its place in the list is noted, and from there another run goes on. An .xlsx
is one file that only its end makes readable: it begins anew each time, in a folder that goes with the run.
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from chalicelib.base.registro import log
from chalicelib.documents.reportes.tabulado import csv_head, csv_rows
from chalicelib.rules.reportes.pedido import FINALES, MAX_XLSX, ClaseReporte, EstadoReporte, Formato
from chalicelib.store.base.tabla import iso
from chalicelib.store.reportes.deposito_reportes import MINIMO, begin, complete, file_key, put_file, put_part
from chalicelib.store.reportes.reportes import (
    FIN,
    Reporte,
    ReporteSuperado,
    advance,
    find_reporte,
    leave_turn,
    take_turn,
)
from chalicelib.workflows.reportes.pedido import SIN_TIEMPO
from chalicelib.workflows.reportes.productores import PRODUCTORES, report_heading

CORRIDA = timedelta(minutes=12)
"""How long a run goes on before it leaves the rest to the next: three minutes less than Lambda lets it live."""
PASO = 5000  # rows between two notes of how far an .xlsx is
SIN_HACER = (
    "No se pudo elaborar. Pida el reporte de nuevo; si vuelve a fallar, abra una solicitud de atención."
)
EN_CSV = "Pida el reporte en CSV, que no tiene límite, o divídalo por fechas."
Reloj = Callable[[], datetime]


@dataclass(frozen=True)
class Medidas:
    """Bytes of a CSV's part, records read at once, rows of an .xlsx."""

    parte: int = MINIMO
    lote: int = 100
    maximo: int = MAX_XLSX


class ReporteDesconocido(LookupError):
    """A message of no report: for the dead letters."""


class ReporteOcupado(RuntimeError):
    """Another run works on it; come again later."""


class Continua(RuntimeError):
    """There is more than one run can do; what was done is noted, and the next goes on."""


class Imposible(Exception):
    """It cannot be made as it was asked; the text says what to ask instead."""


def make_report(
    reporte: str, reloj: Reloj, *, ultima: bool = False, medidas: "Medidas | None" = None
) -> EstadoReporte:
    """Take a report to its end. Running again changes nothing. `ultima`: nobody will come again after this run.

    Raises `ReporteDesconocido`, `EnCurso`, `Continua`, or what AWS raises.
    """
    hallado = find_reporte(reporte)
    if hallado is None:
        raise ReporteDesconocido(reporte)
    if EstadoReporte(hallado.estado) in FINALES:
        return EstadoReporte(hallado.estado)
    if not take_turn(hallado, secrets.token_hex(8), reloj()):
        raise ReporteOcupado(reporte)
    try:
        _run(hallado, reloj, medidas or Medidas())
    except ReporteSuperado:
        raise
    except Exception:
        if ultima:
            _fail(hallado, SIN_HACER, reloj())
        leave_turn(hallado)
        raise
    leave_turn(hallado)
    log.info(
        "reporte elaborado", extra={"reporte": reporte, "final": hallado.estado, "filas": int(hallado.filas)}
    )
    return EstadoReporte(hallado.estado)


def _run(reporte: Reporte, reloj: Reloj, medidas: Medidas) -> None:
    if EstadoReporte(reporte.estado) in FINALES:  # another run ended it meanwhile
        return
    try:
        if reporte.estado_al(reloj()) is EstadoReporte.FALLIDO:
            raise Imposible(SIN_TIEMPO)
        advance(reporte, estado=EstadoReporte.ELABORANDO.value)
        en_xlsx = reporte.formato == Formato.XLSX
        filas, bytes_ = _xlsx(reporte, reloj, medidas) if en_xlsx else _csv(reporte, reloj, medidas)
    except Imposible as error:
        _fail(reporte, str(error), reloj())
    else:
        advance(
            reporte, estado=EstadoReporte.LISTO.value, filas=filas, bytes=bytes_, terminado_en=iso(reloj())
        )


def _fail(reporte: Reporte, motivo: str, ahora: datetime) -> None:
    advance(reporte, estado=EstadoReporte.FALLIDO.value, motivo=motivo, terminado_en=iso(ahora))


def _csv(reporte: Reporte, reloj: Reloj, medidas: Medidas) -> tuple[int, int]:
    """Rows and bytes of the finished file."""
    llave, hasta = _key(reporte), reloj() + CORRIDA
    if reporte.subida is None:
        advance(reporte, subida=begin(llave))
    if reporte.cursor != FIN:
        filas = int(reporte.filas)
        bufer = bytearray() if reporte.piezas else bytearray(csv_head(report_heading(reporte)))
        for cursor, lote in PRODUCTORES[ClaseReporte(reporte.clase)].lotes(reporte, medidas.lote):
            bufer += csv_rows((n, *fila) for n, fila in enumerate(lote, start=filas + 1))
            filas += len(lote)
            if len(bufer) >= medidas.parte:
                _keep(reporte, llave, bufer, cursor, filas)
                if reloj() > hasta:
                    raise Continua(reporte.reporte)
        _keep(reporte, llave, bufer, FIN, filas)
    complete(llave, reporte.subida or "", reporte.piezas)
    return int(reporte.filas), int(reporte.bytes)


def _keep(reporte: Reporte, llave: str, bufer: bytearray, cursor: str, filas: int) -> None:
    """Upload what was gathered and note it with its place; whoever dies between the two uploads the same part again."""
    partes, total = reporte.piezas, int(reporte.bytes) + len(bufer)
    if bufer:
        partes.append(put_part(llave, reporte.subida or "", len(partes) + 1, bytes(bufer)))
    advance(reporte, partes=json.dumps(partes), cursor=cursor, filas=filas, bytes=total)
    bufer.clear()


def _xlsx(reporte: Reporte, reloj: Reloj, medidas: Medidas) -> tuple[int, int]:
    """Rows and bytes of the finished file. Raises `Imposible` for what one run or a sheet cannot hold."""
    from chalicelib.documents.reportes.tabulado_xlsx import Libro  # 14 ms that a CSV has no use for

    filas, hasta, visto = 0, reloj() + CORRIDA, 0
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
                if reloj() > hasta:
                    raise Imposible(f"Son demasiados registros para un .xlsx. {EN_CSV}")
                if filas - visto >= PASO:
                    advance(reporte, filas=filas)
                    visto = filas
        put_file(_key(reporte), archivo)
        return filas, archivo.stat().st_size


def _key(reporte: Reporte) -> str:
    return file_key(reporte.aspirante, reporte.reporte, reporte.formato)
