"""Benchmark of assignment (13.3): the rule alone (a million records, a thousand operators), and AWS calls per record.

The rule is timed beside its limit, one push and pop of a heap for each record. Calls and units come from the real
clients over moto, in one process, with a hundred operators on shift: what is read from them are counts, not times.
"""

import heapq
import os
from collections import Counter
from time import thread_time
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.informe import show, write

REGISTROS, OPERADORES = 1_000_000, 1_000
EN_TURNO = 100
PROCESO = "BENCH27"


def measure_assignment(consola: Console) -> None:
    """Run both, show the tables, write build/bench/asignacion.json."""
    regla, almacen = _rule(), _store()
    tabla = Table(
        "Regla", "s", "÷ límite", "diferencia entre cargas", "registros sin asignar", title="A solas"
    )
    for nombre, m in regla.items():
        tabla.add_row(
            nombre, f"{m['s']:.2f}", f"{m['veces']:.1f}", str(m["diferencia"]), f"{m['sin_asignar']:,}"
        )
    llamadas = Table("Paso", "registros", "llamadas", "WCU", "RCU", "Llamadas", title="Por registro")
    for nombre, m in almacen.items():
        cuales = ", ".join(f"{o} {n:.2f}" for o, n in m["operaciones"].items())
        cifras = (str(m["registros"]), f"{m['llamadas']:.2f}", f"{m['WCU']:.1f}", f"{m['RCU']:.2f}", cuales)
        llamadas.add_row(nombre, *cifras)
    show(consola, tabla, llamadas)
    write("asignacion", {"regla": regla, "almacen": almacen})


def _rule() -> dict[str, dict[str, Any]]:
    from chalicelib.rules.mesa.asignacion import Puesto, balance, recount, targets

    registros = [f"{n:07d}" for n in range(REGISTROS)]
    quienes = [f"OPER{n:04d}" for n in range(OPERADORES)]
    libres = {o: Puesto(n % 2) for n, o in enumerate(quienes)}
    con_tope = {o: Puesto(0, (100, 75, 50)[n % 3], 400) for n, o in enumerate(quienes)}
    monton = [(0, o) for o in quienes]

    def limit() -> None:
        for _ in registros:
            carga, o = heapq.heappop(monton)
            heapq.heappush(monton, (carga + 1, o))

    limite, _ = _timed(limit)
    medidas = {"un montón por registro (límite)": _figures(limite, limite, Counter(), REGISTROS)}
    for nombre, puestos in (("sin tope", libres), ("con tope y pesos", con_tope)):
        tardo, reparto = _timed(lambda p=puestos: balance(p, registros))  # type: ignore[misc]
        llevan = Counter({o: p.carga for o, p in puestos.items()})
        llevan.update(reparto.values())
        medidas[f"balance, {nombre}"] = _figures(tardo, limite, llevan, len(reparto), puestos)
        tardo, _ = _timed(lambda p=puestos, r=reparto: recount(p, registros, r))  # type: ignore[misc]
        medidas[f"recount, {nombre}"] = _figures(tardo, limite, llevan, len(reparto), puestos)
    tardo, _ = _timed(lambda: targets(libres, REGISTROS))
    medidas["targets"] = _figures(tardo, limite, Counter(), REGISTROS)
    return medidas


def _figures(
    tardo: float, limite: float, llevan: Counter[str], asignados: int, puestos: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Figures of one assignment; `diferencia`: largest minus smallest load of operators with a full day."""
    plenos = [n for o, n in llevan.items() if puestos and puestos[o].peso == 100]
    diferencia = max(plenos) - min(plenos) if plenos else "–"
    return {
        "s": round(tardo, 3),
        "veces": round(tardo / limite, 2),
        "diferencia": diferencia,
        "sin_asignar": REGISTROS - asignados,
    }


def _timed(work: Any) -> tuple[float, Any]:
    antes = thread_time()
    hecho = work()
    return thread_time() - antes, hecho


def _store() -> dict[str, dict[str, Any]]:
    """Calls and units of each step of assignment, over moto with the template's tables."""
    os.environ.setdefault("AWS_DEFAULT_REGION", "mx-central-1")
    os.environ.setdefault("AWS_REGION", "mx-central-1")
    from moto import mock_aws

    from bench.grabadora import Grabadora
    from tests.escenario.recursos import CUENTA, empty_cloud

    os.environ["MOTO_ACCOUNT_ID"] = CUENTA
    grabadora = Grabadora()
    with mock_aws():
        empty_cloud()
        return _steps(grabadora)


def _steps(grabadora: Any) -> dict[str, dict[str, Any]]:
    from datetime import UTC, datetime

    from chalicelib.store.mesa.operadores import EstadoJornada, Operador
    from chalicelib.workflows.mesa.asignacion import assign_new_records, take_more_records
    from chalicelib.workflows.mesa.supervision import Pedido, assign_selected, level_records, withdraw_records

    ahora = datetime(2027, 1, 15, 12, tzinfo=UTC)

    def arrive(primero: int, n: int) -> None:
        for i in range(primero, primero + n, 10):
            assign_new_records(
                PROCESO, {f"F{i + j:05d}": f"2027-01-15T00:{i + j:05d}" for j in range(10)}, ahora
            )

    def begin() -> None:
        for n in range(EN_TURNO):
            Operador(PROCESO, f"OPER{n:03d}", estado=EstadoJornada.EN_TURNO.value).save()

    pasos: dict[str, tuple[int, Any]] = {
        "llegan sin nadie en turno, de diez en diez": (1000, lambda: arrive(0, 1000)),
        "uno sin registros toma diez": (10, lambda: take_more_records(PROCESO, "OPER000")),
        "vuelve un mensaje y se reparten los que esperan": (40, lambda: arrive(0, 10)),
        "el supervisor reparte los que esperan": (400, lambda: assign_selected(PROCESO, Pedido(), ahora)),
        "el supervisor los da a uno": (
            400,
            lambda: assign_selected(PROCESO, Pedido(operadores=("OPER001",)), ahora),
        ),
        "se nivelan": (
            300,
            lambda: level_records(PROCESO, ahora, ausentes=False, forzar=False, cuantos=300),
        ),
        "se retiran": (50, lambda: withdraw_records(PROCESO, "OPER001", ahora, cuantos=50)),
        "quedan por tomar": (150, lambda: assign_selected(PROCESO, Pedido(), ahora)),
        "llegan a cien en turno, de diez en diez": (200, lambda: arrive(2000, 200)),
    }
    medidas = {}
    for n, (nombre, (registros, paso)) in enumerate(pasos.items()):
        if n == 1:
            begin()
        grabadora.clear()
        with grabadora.etapa(nombre):
            paso()
        medidas[nombre] = _per_record(grabadora.llamadas, registros)
    del medidas["quedan por tomar"]
    return medidas


def _per_record(llamadas: Any, n: int) -> dict[str, Any]:
    operaciones = Counter(c.operacion for c in llamadas)
    return {
        "registros": n,
        "llamadas": round(len(llamadas) / n, 3),
        "WCU": round(sum(c.piso for c in llamadas) / n, 2),
        "RCU": round(sum(c.lectura for c in llamadas) / n, 3),
        "operaciones": {o: round(k / n, 3) for o, k in sorted(operaciones.items())},
    }
