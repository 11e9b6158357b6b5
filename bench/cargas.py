"""Benchmark of the bulk load of auxiliares: time, memory and calls by stage, at 1,000 and 58,483 rows, CSV and .xlsx.

In one process over moto: its own time is not AWS's, so what is read from it are calls, memory and our processor time
(that of the thread, less what passed inside botocore). Each measurement runs in a process of its own, for memory does
not come back. The limit is merely parsing the file: csv.reader over the decoded text, openpyxl's rows over the book.
"""

import csv
import json
import os
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from time import perf_counter, thread_time
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.informe import show, write
from local.nube import ROOT

RENGLONES = (1_000, 58_483)
TIPOS = ("csv", "xlsx")


@dataclass
class Etapa:
    """Processor seconds of ours and of botocore with moto behind it; calls by operation."""

    propio: float = 0.0
    nube: float = 0.0
    llamadas: Counter[str] = field(default_factory=Counter)


@dataclass
class Medida:
    """Figures of a whole load. `limite_s`: merely parsing, in the same process; `memoria_mb`: file read and checked."""

    tipo: str
    renglones: int
    bytes: int
    limite_s: float
    lectura_s: float
    total_s: float
    memoria_mb: float
    etapas: dict[str, Any]


def measure_loads(consola: Console) -> None:
    """Run all measurements, show the tables, write build/bench/cargas.json."""
    medidas = [_apart(tipo, n) for n in RENGLONES for tipo in TIPOS]
    tabla = Table(
        "Archivo", "KB", "límite s", "lectura s", "÷ límite", "propio s", "ms/renglón", "memoria MB"
    )
    llamadas = Table("Archivo", "Etapa", "propio s", "nube s", "Llamadas", title="Por etapas")
    for m in medidas:
        nombre = f"{m['tipo']} {m['renglones']:,}"
        propio = sum(e["propio"] for e in m["etapas"].values())
        cifras = (
            f"{m['bytes'] / 1000:.0f}",
            f"{m['limite_s']:.2f}",
            f"{m['lectura_s']:.2f}",
            f"{m['lectura_s'] / m['limite_s']:.2f}",
            f"{propio:.1f}",
            f"{1000 * propio / m['renglones']:.2f}",
            f"{m['memoria_mb']:.0f}",
        )
        tabla.add_row(nombre, *cifras)
        for etapa, e in m["etapas"].items():
            cuales = ", ".join(f"{op} {n:,}" for op, n in sorted(e["llamadas"].items()))
            llamadas.add_row(nombre, etapa, f"{e['propio']:.2f}", f"{e['nube']:.2f}", cuales)
    show(consola, tabla, llamadas)
    write("cargas", {"medidas": medidas})


def _apart(tipo: str, renglones: int) -> dict[str, Any]:
    orden = [sys.executable, "-m", "bench.cargas", tipo, str(renglones)]
    ambiente = {**os.environ, "POWERTOOLS_LOG_LEVEL": "ERROR"}
    hecho = subprocess.run(orden, cwd=ROOT, env=ambiente, check=True, capture_output=True, text=True)
    medida: dict[str, Any] = json.loads(hecho.stdout.splitlines()[-1])
    return medida


class Cronometro:
    """Meter that charges processor time and calls to the stage that the load's own row says."""

    def __init__(self) -> None:
        self.etapas: dict[str, Etapa] = {}
        self.ahora = "leyendo"
        self._desde, self._dentro = thread_time(), 0.0

    def hook(self, cliente: Any) -> None:
        cliente.meta.events.register_first("before-parameter-build", self._start)
        cliente.meta.events.register_last("after-call", self._end)

    def turn(self, etapa: str) -> None:
        """Charge what follows to another stage."""
        self._charge("propio")
        self.ahora = etapa

    def _start(self, model: Any, **_: Any) -> None:
        self._charge("propio")
        self._etapa().llamadas[model.name] += 1

    def _end(self, model: Any, **_: Any) -> None:
        if model.name == "SendMessageBatch":
            _empty_queues()  # at each message moto counts all that wait: the cost would grow with the square
        self._charge("nube")

    def _charge(self, cual: str) -> None:
        t = thread_time()
        setattr(self._etapa(), cual, getattr(self._etapa(), cual) + t - self._desde)
        self._desde = t

    def _etapa(self) -> Etapa:
        return self.etapas.setdefault(self.ahora, Etapa())


@contextmanager
def _world():
    os.environ.setdefault("AWS_DEFAULT_REGION", "mx-central-1")
    os.environ.setdefault("AWS_REGION", "mx-central-1")
    os.environ.update(AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x")  # noqa: S106 - moto's
    os.environ["AWS_ACCOUNT_ID_ENDPOINT_MODE"] = "disabled"
    from moto import mock_aws

    from tests.escenario.recursos import CUENTA, empty_cloud

    os.environ["MOTO_ACCOUNT_ID"] = CUENTA
    with mock_aws():
        from tests.escenario import mundo

        empty_cloud()
        mundo.open_world()
        yield


def _measure(tipo: str, renglones: int) -> Medida:
    with _world():
        from tests.escenario import cargas, padrones

        gente = cargas.adults(renglones)
        padrones.load(*(padrones.row(c) for c in gente))
        filas = [cargas.row(c, n) for n, c in enumerate(gente)]
        contenido = (cargas.csv_of if tipo == "csv" else cargas.xlsx_of)(filas)
        del gente, filas
        total, cronometro = _run(tipo, contenido)
        return Medida(
            tipo,
            renglones,
            len(contenido),
            _timed(_bare_csv if tipo == "csv" else _bare_xlsx, contenido),
            _timed(_ours(tipo), contenido),
            total,
            _memory(tipo, contenido),
            {n: {**vars(e), "llamadas": dict(e.llamadas)} for n, e in cronometro.etapas.items()},
        )


def _run(tipo: str, contenido: bytes) -> tuple[float, Cronometro]:
    """The load itself, from the uploaded file to its end."""
    from datetime import UTC, datetime

    from chalicelib.base import aws, config
    from chalicelib.rules.auxiliares.carga import EstadoCarga, TipoDeArchivo
    from chalicelib.rules.base.permisos import Principal, Rol
    from chalicelib.store.auxiliares import cargas as store
    from chalicelib.store.auxiliares.deposito_cargas import Subida
    from chalicelib.store.base.tabla import connection
    from chalicelib.workflows.auxiliares import carga as workflow
    from chalicelib.workflows.auxiliares.carga_anuncio import announce_carga
    from tests.escenario import mundo

    quien = Principal("s", Rol.ASPIRANTE, proceso=mundo.PROCESO, aspirante="ASPA")
    digest, ahora = sha256(contenido).hexdigest(), datetime.now(UTC)
    carga = announce_carga(quien, "ASPA", TipoDeArchivo(tipo), len(contenido), digest, ahora)["carga"]
    subida = Subida("ASPA", carga, len(contenido), digest)
    aws.client("s3").put_object(Bucket=config.DEPOSITO_CARGAS, Key=str(subida), Body=contenido)
    aws.queue_url(config.COLA_MASIVOS)
    cronometro = Cronometro()
    for cliente in (connection().client, aws.client("s3"), aws.client("sqs"), aws.client("kms")):
        cronometro.hook(cliente)

    def told(carga: Any, ahora: datetime, **cambios: Any) -> None:
        store.advance_load(carga, ahora, **cambios)
        if "estado" in cambios:
            cronometro.turn(cambios["estado"])

    workflow.advance_load = told
    inicio = perf_counter()
    final = workflow.process_carga(subida, lambda: datetime.now(UTC))
    cronometro.turn("fin")
    if final is not EstadoCarga.APLICADA:
        raise RuntimeError(f"la carga terminó {final}")
    return perf_counter() - inicio, cronometro


def _memory(tipo: str, contenido: bytes) -> float:
    """Memory in MB by which a fresh process grows when it reads the file and checks every row, as the load does."""
    orden = [sys.executable, "-m", "bench.cargas", "memoria", tipo]
    return float(subprocess.run(orden, cwd=ROOT, input=contenido, check=True, capture_output=True).stdout)


def _grow(tipo: str, contenido: bytes) -> float:
    from datetime import date

    from chalicelib.documents.auxiliares.archivo import read_table
    from chalicelib.rules.auxiliares.carga import TipoDeArchivo
    from chalicelib.workflows.auxiliares.carga_revision import check_row, check_together

    antes = _peak()
    renglones = list(read_table(contenido, TipoDeArchivo(tipo)))
    personas = [check_row(r, date(2027, 1, 15))[0] for r in renglones]
    check_together(personas)
    return _peak() - antes


def _peak() -> float:
    """Peak resident memory of this process in MB; getrusage's figure would include the process that started it."""
    lineas = Path("/proc/self/status").read_text().splitlines()
    return int(next(linea for linea in lineas if linea.startswith("VmHWM")).split()[1]) / 1024


def _empty_queues() -> None:
    from moto.backends import get_backend

    from tests.escenario.recursos import CUENTA

    for cola in get_backend("sqs")[CUENTA][os.environ["AWS_REGION"]].queues.values():
        cola._messages.clear()


def _timed(hacer: Any, contenido: bytes) -> float:
    inicio = thread_time()
    hacer(contenido)
    return thread_time() - inicio


def _ours(tipo: str) -> Any:
    from chalicelib.documents.auxiliares.archivo import read_table
    from chalicelib.rules.auxiliares.carga import TipoDeArchivo

    return lambda contenido: sum(1 for _ in read_table(contenido, TipoDeArchivo(tipo)))


def _bare_csv(contenido: bytes) -> None:
    for _ in csv.reader(StringIO(contenido.decode("utf-8-sig"), newline="")):
        pass


def _bare_xlsx(contenido: bytes) -> None:
    from openpyxl import load_workbook

    for _ in load_workbook(BytesIO(contenido), read_only=True).worksheets[0].iter_rows(values_only=True):
        pass


if __name__ == "__main__":
    if sys.argv[1] == "memoria":
        print(_grow(sys.argv[2], sys.stdin.buffer.read()))
    else:
        print(json.dumps(asdict(_measure(sys.argv[1], int(sys.argv[2])))))
