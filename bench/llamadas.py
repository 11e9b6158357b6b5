"""Benchmark of AWS calls, units and the client's processor time per record, recorded on the local cloud."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Any

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from bench.contraste import contrast
from bench.flujo import run_batch
from bench.grabadora import Llamada
from bench.informe import show, write
from bench.muestra import Capturado, capture, eligible, images
from bench.sistema import Sistema
from local.siembra import ENTIDAD, PROCESO

LOTES = (1, 10, 100)
BYTES_IMAGENES = 300_000
SERVICIOS = ("dynamodb", "s3", "kms", "sqs", "ses")
SONDEO = "sondeo de SQS"


@dataclass
class Gasto:
    """Cost of a stage per record: calls by service and operation, units, kilobytes, milliseconds of CPU.

    `mayor`: bytes of the largest item written; DynamoDB rounds up to whole kilobytes.
    """

    llamadas: Counter[str] = field(default_factory=Counter)
    escritura: float = 0.0
    lectura: float = 0.0
    mayor: int = 0
    kb: float = 0.0
    cpu_ms: float = 0.0

    def add(self, llamada: Llamada, n: int) -> None:
        """Add one of the calls that `n` records made."""
        self.llamadas[f"{llamada.servicio}.{llamada.operacion}"] += 1 / n
        self.escritura += llamada.escritura / n
        self.lectura += llamada.lectura / n
        self.mayor = max(self.mayor, llamada.mayor)
        self.kb += (llamada.enviados + llamada.recibidos) / n / 1000
        self.cpu_ms += llamada.cpu * 1000 / n

    def of(self, servicio: str) -> float:
        """Number of calls to a service."""
        return sum(c for nombre, c in self.llamadas.items() if nombre.startswith(f"{servicio}."))

    def plain(self) -> dict[str, Any]:
        """The figures as plain values for JSON."""
        return {
            "llamadas": {k: round(v, 3) for k, v in sorted(self.llamadas.items())},
            "WCU": round(self.escritura, 2),
            "RCU": round(self.lectura, 2),
            "articulo_mayor_B": self.mayor,
            "KB": round(self.kb, 1),
            "cpu_cliente_ms": round(self.cpu_ms, 2),
        }


Gastos = dict[str, Gasto]


def spent(llamadas: Iterable[Llamada], n: int) -> Gastos:
    """Cost of each stage per record of a batch of `n`; the phone's own upload is a stage of one request.

    Polls that found nothing are left out: their number depends on time, not on records.
    """
    gastos: Gastos = defaultdict(Gasto)
    for llamada in llamadas:
        if not llamada.vacia:
            gastos[llamada.etapa].add(llamada, n)
    gastos["subida (teléfono)"].llamadas["s3.POST"] = 1
    return dict(gastos)


def total(gastos: Gastos) -> Gasto:
    """Sum of the costs of all stages."""
    suma = Gasto()
    for gasto in gastos.values():
        suma.llamadas.update(gasto.llamadas)
        suma.escritura += gasto.escritura
        suma.lectura += gasto.lectura
        suma.mayor = max(suma.mayor, gasto.mayor)
        suma.kb += gasto.kb
        suma.cpu_ms += gasto.cpu_ms
    return suma


class Medicion:
    """Sender of batches through a running system; it keeps the cost of each."""

    def __init__(self, sistema: Sistema, avance: Progress) -> None:
        from chalicelib.store.procesos.procesos import get_proceso

        proceso = get_proceso(PROCESO)
        self._llave = proceso.llave_captura_publica, proceso.llave_captura
        self._sistema, self._avance = sistema, avance
        self._tarea = avance.add_task("", total=None)
        self._numeros = count(1)
        gente = eligible(sistema.mundo.ciudadanos, ENTIDAD)
        self._gente, self._imagenes = iter(gente), images(gente[0], BYTES_IMAGENES)
        self.quien = sistema.mundo.auxiliares[0]
        self.gastos: dict[str, Gastos] = {}
        self.sesiones: dict[str, dict[str, int]] = {}
        self.clases: dict[str, dict[str, int]] = {}
        self.bajo_piso = 0

    def measure(self, nombre: str, personas: list[Any]) -> None:
        """Take a record of each of these persons the whole way; keep the cost under `nombre`."""
        lote = [
            capture(p, self._imagenes, self.quien, f"R{next(self._numeros):05d}", self._llave)
            for p in personas
        ]
        grabadora = self._sistema.grabadora
        grabadora.clear()
        run_batch(
            self._sistema,
            self.quien,
            lote,
            lambda paso: self._avance.update(self._tarea, description=f"{nombre}: {paso}"),
        )
        self.gastos[nombre] = spent(grabadora.llamadas, len(lote))
        self.sesiones[nombre] = dict(Counter(grabadora.sesiones))
        self.clases[nombre] = self._classes(lote)
        self.bajo_piso += sum(ll.escritura < ll.piso for ll in grabadora.llamadas)

    def _classes(self, lote: list[Capturado]) -> dict[str, int]:
        """Classes in which the batch ended, to show that the figures are of records that came out as they must."""
        from chalicelib.store.apoyos.apoyos import get_apoyos

        return dict(Counter(a.clase for a in get_apoyos(self.folio(c.registro) for c in lote).values()))

    def folio(self, registro: str) -> str:
        """Folio of a record that `measure` sent; R00001 is the first."""
        return "-".join((self.quien.aspirante, self.quien.auxiliar, self.quien.dispositivo, registro))

    def people(self, n: int) -> list[Any]:
        """The next `n` persons, who have no record yet."""
        return list(islice(self._gente, n))


def measure_calls(consola: Console) -> None:
    """Run everything, show the tables, write build/bench/llamadas.json."""
    columnas = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Sistema(300, consola.print) as sistema, Progress(*columnas, console=consola) as avance:
        contrastes = contrast(sistema.nube)
        m = Medicion(sistema, avance)
        m.measure("el primero", m.people(1))
        for n in LOTES:
            repetibles = m.people(n)
            m.measure(f"lote de {n}", repetibles)
            if n == 10:
                m.measure("10 duplicados", repetibles)
    tipico = m.gastos["lote de 10"]
    show(consola, _stages(tipico), _operations(tipico), _growth(m.gastos, m.clases))
    show(consola, _contrasts(contrastes))
    consola.print(f"Escrituras por debajo de lo que su petición exige: {m.bajo_piso}")
    write(
        "llamadas",
        {
            "por_registro": {k: {e: g.plain() for e, g in gs.items()} for k, gs in m.gastos.items()},
            "totales": {k: total(gs).plain() for k, gs in m.gastos.items()},
            "clases": m.clases,
            "sesiones_de_botocore": m.sesiones,
            "contraste_del_emulador": [c._asdict() for c in contrastes],
            "escrituras_bajo_el_piso": m.bajo_piso,
        },
    )


def _stages(gastos: Gastos) -> Table:
    tabla = Table(
        "Etapa",
        *SERVICIOS,
        "WCU",
        "mayor, B",
        "RCU",
        "KB",
        "CPU ms",
        title="Por registro, en lotes de 10",
        title_style="bold",
    )
    for etapa, gasto in [*gastos.items(), ("total", total(gastos))]:
        llamadas = [_number(gasto.of(s)) for s in SERVICIOS]
        unidades = [_number(x) for x in (gasto.escritura, gasto.mayor, gasto.lectura, gasto.kb, gasto.cpu_ms)]
        tabla.add_row(etapa, *llamadas, *unidades, style="bold" if etapa == "total" else None)
    return tabla


def _operations(gastos: Gastos) -> Table:
    tabla = Table("Etapa", "Operaciones por registro", title="Cuáles", title_style="bold")
    for etapa, gasto in gastos.items():
        tabla.add_row(etapa, ", ".join(f"{k} {_number(v)}" for k, v in sorted(gasto.llamadas.items())))
    return tabla


def _growth(medidas: dict[str, Gastos], clases: dict[str, dict[str, int]]) -> Table:
    columnas = (*SERVICIOS, "WCU", "RCU", "KMS en recepción", "clase")
    tabla = Table("Medida", *columnas, title="Cómo crece, por registro", title_style="bold")
    for nombre, gastos in medidas.items():
        t = total(gastos)
        cifras = (*map(t.of, SERVICIOS), t.escritura, t.lectura, gastos["recepcion"].of("kms"))
        tabla.add_row(nombre, *map(_number, cifras), ", ".join(clases[nombre]))
    return tabla


def _contrasts(contrastes: list[Any]) -> Table:
    tabla = Table("Petición", "Regla de AWS", "Emulador", title="Unidades del emulador", title_style="bold")
    for c in contrastes:
        tabla.add_row(
            c.peticion, _number(c.regla), _number(c.emulador), style=None if c.regla == c.emulador else "red"
        )
    return tabla


def _number(x: float) -> str:
    return f"{x:.2f}".rstrip("0").rstrip(".") if x else "·"
