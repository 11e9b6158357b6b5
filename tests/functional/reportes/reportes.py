"""Reports for tests: records to tell of, asking for a report, having it made, reading its file."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import BytesIO, StringIO
from typing import Any

from openpyxl import load_workbook

from chalicelib.base import aws, config
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.reportes.nominativo import FiltroNominativo
from chalicelib.rules.reportes.pedido import ClaseReporte, EstadoReporte, Formato
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.workflows.reportes.elaboracion import make_report
from chalicelib.workflows.reportes.pedido import request_report
from tests.escenario import mundo

AHORA = mundo.INICIO + timedelta(days=4)
OPL = Principal("muestra", Rol.OPL, opl=mundo.OPL, cuenta="CTAOPL")
SUPERVISOR = Principal("muestra", Rol.SUPERVISOR, opl=mundo.OPL, proceso=mundo.PROCESO, cuenta="CTASUP")
SUYO = Principal("muestra", Rol.ASPIRANTE, aspirante="ASPA", cuenta="aspirante")
PERSONA = {"modelo": "E", "cic": "987654321", "identificador": "000000009", "nombre": "=MUESTRA SINTETICA"}
TODOS = FiltroNominativo()


def fill(n: int, cada: int = 60, **cambios: Any) -> list[str]:
    """So many records, one every `cada` minutes from the first day on; their folios, oldest first."""
    momentos = [mundo.INICIO + timedelta(minutes=cada * i) for i in range(n)]
    apoyos = [mundo.build(f"REG{i:05d}", "ASPA", m, **cambios) for i, m in enumerate(momentos)]
    with Apoyo.batch_write() as lote:
        for apoyo in apoyos:
            lote.save(apoyo)
    return [a.folio for a in apoyos]


def asked(
    quien: Principal = SUYO,
    formato: str = "csv",
    filtro: FiltroNominativo = TODOS,
    *,
    personas: bool = False,
    ahora: datetime = AHORA,
) -> str:
    """Id of a report just asked for."""
    pedido = request_report(
        quien,
        "ASPA",
        ClaseReporte.NOMINATIVO,
        Formato(formato),
        filtro,
        personas=personas,
        ahora=ahora,
    )
    return str(pedido["reporte"])


def made(reporte: str, despues: timedelta = timedelta(minutes=1), **cambios: Any) -> EstadoReporte:
    """Have it made, so long after it was asked for."""
    return make_report(reporte, lambda: AHORA + despues, **cambios)


def file_of(reporte: str, formato: str = "csv") -> bytes:
    llave = f"ASPA/{reporte}.{formato}"
    crudo: bytes = aws.client("s3").get_object(Bucket=config.DEPOSITO_REPORTES, Key=llave)["Body"].read()
    return crudo


def files() -> list[str]:
    hay = aws.client("s3").list_objects_v2(Bucket=config.DEPOSITO_REPORTES)
    return sorted(o["Key"] for o in hay.get("Contents", []))


def table(reporte: str, formato: str = "csv") -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The notes above the rows, and the rows by their columns' titles."""
    crudo = file_of(reporte, formato)
    if formato == "csv":
        filas: list[list[Any]] = list(csv.reader(StringIO(crudo.decode("utf-8-sig"), newline="")))
    else:
        filas = [list(f) for f in load_workbook(BytesIO(crudo))["Reporte"].iter_rows(values_only=True)]
    n = next(i for i, f in enumerate(filas) if f and f[0] == "No.")
    notas = {str(f[0]): str(f[1]) for f in filas[1:n] if len(f) > 1 and f[1]}
    return notas, [dict(zip(filas[n], f, strict=True)) for f in filas[n + 1 :]]


@contextmanager
def before(operacion: str, que: Any, cliente: Any = None) -> Iterator[None]:
    """Let `que` happen before the next call of that operation of S3 (or of that client)."""
    pendientes, eventos = [que], (cliente or aws.client("s3")).meta.events

    def hook(model: Any, **_: Any) -> None:
        if model.name == operacion and pendientes:
            pendientes.pop()()

    eventos.register_first("before-call", hook)
    try:
        yield
    finally:
        eventos.unregister("before-call", hook)
    assert not pendientes
