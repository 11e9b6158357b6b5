"""Benchmark of the desk's API: from a verdict to the next record, with sheets asked for ahead and without."""

import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.flujo import bring_to_desk
from bench.informe import quartiles, show, write
from bench.muestra import capture, eligible, images
from bench.sistema import Sistema
from local.siembra import ENTIDAD, PROCESO

REGISTROS = 60
TAMANOS = {"300 KB": 300_000, "1 MB": 1_000_000}
SIN, CON, APARTE = "dictamen + siguiente", "dictamen + inicio", "hoja por adelantado"


@dataclass
class Espera:
    """Cost between a verdict and the next record: milliseconds of processor and of the clock, calls, bytes."""

    cpu: list[float] = field(default_factory=list)
    reloj: list[float] = field(default_factory=list)
    llamadas: Counter[str] = field(default_factory=Counter)
    bytes: list[int] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """The figures as plain values for JSON, with calls per record."""
        n = len(self.cpu)
        return {
            "veces": n,
            "cpu_ms": quartiles(self.cpu),
            "reloj_ms": quartiles(self.reloj),
            "llamadas": {k: round(v / n, 2) for k, v in sorted(self.llamadas.items())},
            "bytes": round(sum(self.bytes) / n),
        }


class Escritorio:
    """Requests of one operator, each measured under its kind."""

    def __init__(self, sistema: Sistema, token: str) -> None:
        self._sistema, self._token = sistema, token

    def ask(self, metodo: str, camino: str, cuerpo: Any = None) -> dict[str, Any]:
        return self._sistema.api("mesa", metodo, f"/v1/mesa/{camino}", self._token, cuerpo)

    def measured(self, espera: Espera, do: Callable[[], list[dict[str, Any]]]) -> list[dict[str, Any]]:
        """Return what `do` answers and add its cost to `espera`."""
        grabadora = self._sistema.grabadora
        grabadora.clear()
        cpu, reloj = time.thread_time(), time.perf_counter()
        respuestas = do()
        espera.cpu.append((time.thread_time() - cpu) * 1000)
        espera.reloj.append((time.perf_counter() - reloj) * 1000)
        espera.llamadas.update(f"{c.servicio}.{c.operacion}" for c in grabadora.llamadas)
        espera.bytes.append(sum(len(json.dumps(r, ensure_ascii=False)) for r in respuestas))
        return respuestas

    def verdict(self, folio: str) -> dict[str, Any]:
        return self.ask("POST", f"registros/{folio}/dictamen", {"inciso": None})

    def without(self, cuantos: int, esperas: dict[str, Espera]) -> None:
        """Judge records, asking for each next one after the verdict."""
        folio = self.ask("GET", "siguiente")["registro"]["folio"]
        for _ in range(cuantos):
            actual = folio
            _, siguiente = self.measured(
                esperas[SIN], lambda f=actual: [self.verdict(f), self.ask("GET", "siguiente")]
            )
            folio = siguiente["registro"]["folio"]
        self.verdict(folio)

    def ahead(self, cuantos: int, esperas: dict[str, Espera]) -> None:
        """Judge records with the next sheet asked for ahead: after the verdict only its `inicio` is asked for."""
        folios = [e["folio"] for e in self.ask("GET", f"cola?cuantos={cuantos + 1}")["elementos"]]
        for folio, siguiente in pairwise(folios):
            self.measured(esperas[APARTE], lambda s=siguiente: [self.ask("GET", f"registros/{s}")])
            self.measured(
                esperas[CON],
                lambda f=folio, s=siguiente: [
                    self.verdict(f),
                    self.ask("POST", f"registros/{s}/inicio"),
                ],
            )


def measure_desk(consola: Console) -> None:
    """Run everything, show the tables, write build/bench/mesa.json."""
    cifras = {}
    with Sistema(3 * REGISTROS, consola.print) as sistema:
        gente = iter(eligible(sistema.mundo.ciudadanos, ENTIDAD))
        for tamano, objetivo in TAMANOS.items():
            _bring(sistema, [next(gente) for _ in range(REGISTROS)], objetivo, tamano[0])
            cifras[tamano] = _measure(sistema)
    show(consola, *(_table(tamano, esperas) for tamano, esperas in cifras.items()))
    write("mesa", {t: {nombre: e.plain() for nombre, e in es.items()} for t, es in cifras.items()})


def _bring(sistema: Sistema, personas: list[Any], objetivo: int, serie: str) -> None:
    from chalicelib.store.procesos.procesos import get_proceso

    proceso, quien = get_proceso(PROCESO), sistema.mundo.auxiliares[0]
    llave = proceso.llave_captura_publica, proceso.llave_captura
    imagenes = images(personas[0], objetivo)
    lote = [capture(p, imagenes, quien, f"M{serie}{n:04d}", llave) for n, p in enumerate(personas)]
    bring_to_desk(sistema, quien, lote)


def _measure(sistema: Sistema) -> dict[str, Espera]:
    """Let every operator judge some records in each way, by turns."""
    esperas: dict[str, Espera] = defaultdict(Espera)
    for token in sistema.mundo.operadores.values():
        escritorio = Escritorio(sistema, token)
        for _ in range(2):
            escritorio.ahead(4, esperas)
            escritorio.without(4, esperas)
    return esperas


def _table(tamano: str, esperas: dict[str, Espera]) -> Table:
    tabla = Table(
        "Registros de " + tamano,
        "procesador (ms)",
        "reloj (ms)",
        "llamadas",
        "bytes",
        title="Mesa de Control",
    )
    for nombre in (SIN, CON, APARTE):
        e = esperas[nombre]
        n = len(e.cpu)
        tabla.add_row(
            nombre,
            str(quartiles(e.cpu)),
            str(quartiles(e.reloj)),
            f"{sum(e.llamadas.values()) / n:.1f}",
            f"{sum(e.bytes) / n:,.0f}",
        )
    return tabla
