"""The demo: phones send, the system receives, classes and assigns, operators review; then everything is counted."""

import json
import os
import re
import shutil
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from local.buzon import read_mails
from local.ciudadania import spare_people, support_oneself
from local.corredor import Corredor
from local.entrada import PROCESO, Mundo, let_in
from local.eventos import Options
from local.nube import BUILD
from local.operadores import review_all
from local.reporte import report
from local.telefonos import Enviado, assignments, send_wave
from sintetico.casos import Caso
from sintetico.plan import plan_casos

QUIETUD = 600  # seconds
CIUDADANOS = 3  # who give their own support, besides the records that auxiliares capture
_FOLIO_EN_CORREO = re.compile(r"^Folio: (\S+)$", re.MULTILINE)


@dataclass
class Corrida:
    """What is known of a run, from three sides: the plan, the phones, the system."""

    plan: list[tuple[str, Caso]]
    enviados: list[Enviado] = field(default_factory=list)
    guardados: dict[str, Any] = field(default_factory=dict)
    correos: Counter[str] = field(default_factory=Counter)
    avance: dict[str, dict[str, Any]] = field(default_factory=dict)
    revisados: dict[str, int] = field(default_factory=dict)
    primeras: Counter[str] = field(default_factory=Counter)
    segundas: int = 0
    reporte: bytes = b""

    @property
    def casos(self) -> dict[str, Caso]:
        """Case of each folio."""
        return {e.folio: self.plan[e.indice][1] for e in self.enviados}


def run_demo(
    registros: int, semilla: int, caos: bool, build: Path, consola: Console, carpeta: Path = BUILD
) -> bool:
    """Run it, print the tables, write `summary.json` and `reporte.json`; whether all came out as intended."""
    inicio = time.monotonic()
    corrida, estado = execute(registros, semilla, caos, build, consola, carpeta)
    resumen = summary(corrida, estado, round(time.monotonic() - inicio))
    (build / "reporte.json").write_bytes(corrida.reporte)
    (build / "summary.json").write_text(json.dumps(resumen, indent=2, ensure_ascii=False) + "\n")
    fallas = faults(corrida, resumen, estado)
    show(consola, corrida, resumen, estado, fallas)
    return not fallas


def execute(
    registros: int, semilla: int, caos: bool, build: Path, consola: Console, carpeta: Path
) -> tuple[Corrida, dict[str, Any]]:
    """Start everything, send, review, read back what the system holds, stop; with the runner's own state."""
    shutil.rmtree(build, ignore_errors=True)
    build.mkdir(parents=True)
    opciones = Options(chaos=caos, retry_after=5 if caos else None)
    with Corredor(options=opciones, build=carpeta, say=consola.print) as corredor:
        mundo = let_in(corredor, semilla, personas=max(1000, registros * 4), build=build, tell=consola.print)
        corrida = send_plan(corredor, mundo, registros, build, consola, semilla)
        _review(corredor, mundo, corrida, consola)
        _collect(corredor, mundo, corrida)
        return corrida, corredor.pump.estado()


def summary(corrida: Corrida, estado: dict[str, Any], segundos: int) -> dict[str, Any]:
    """The figures of `summary.json`."""
    esperados = {e.folio for e in corrida.enviados}
    con_acuse = {e.folio for e in corrida.enviados if e.acuse and e.acuse["integridad"] == e.integridad}
    return {
        "sent": len(corrida.enviados),
        "received": len(corrida.guardados),
        "receipts": len(con_acuse),
        "mails": len(corrida.correos),
        "reviewed": sum(g["revisado"] for g in corrida.guardados.values()),
        "second_looks": corrida.segundas,
        "lost": len(esperados - corrida.guardados.keys()),
        "doubled": len(corrida.guardados.keys() - esperados)
        + max(0, sum(a["recibidos"] for a in corrida.avance.values()) - len(corrida.guardados))
        + sum(n - 1 for n in corrida.correos.values()),
        "classes": dict(sorted(Counter(g["clase"] for g in corrida.guardados.values()).items())),
        "events": sum(f["eventos"] for f in estado["funciones"].values()),
        "seconds": segundos,
    }


def faults(corrida: Corrida, resumen: dict[str, Any], estado: dict[str, Any]) -> list[str]:
    """Everything that is not as it must be, in words."""
    n = len(corrida.plan)
    fallas = [
        f"{campo}: {resumen[campo]} en vez de {debe}"
        for campo, debe in (
            ("sent", n),
            ("received", n),
            ("receipts", n),
            ("mails", n),
            ("reviewed", n),
            ("lost", 0),
            ("doubled", 0),
        )
        if resumen[campo] != debe
    ]
    fallas += [
        f"{folio}: clase {corrida.guardados.get(folio, {}).get('clase')} en vez de {caso.clase_esperada}"
        for folio, caso in corrida.casos.items()
        if corrida.guardados.get(folio, {}).get("clase") != caso.clase_esperada
    ]
    for total in ("recibidos", "revisados"):
        if sum(a[total] for a in corrida.avance.values()) != n:
            fallas.append(f"el total de {total} no concilia con los registros")
    contadas = sum((_by_class(a) for a in corrida.avance.values()), Counter())
    if dict(contadas) != resumen["classes"]:
        fallas.append(f"los contadores no concilian con los registros: {dict(contadas)}")
    if sum(corrida.revisados.values()) != n + corrida.segundas:
        fallas.append(f"se revisaron {corrida.revisados}, {corrida.segundas} de ellos por segunda vez")
    primeras = corrida.primeras.values()
    if sum(primeras) != n or max(primeras) - min(primeras) > 1:
        fallas.append(f"las cargas de la Mesa no son parejas: {dict(corrida.primeras)}")
    fallas += [f"hay {m} mensajes en {cola}" for cola, m in estado["colas_muertas"].items() if m]
    return fallas


def _by_class(avance: dict[str, Any]) -> Counter[str]:
    return Counter({c["clase"]: c["n"] for c in avance["clases"]})


def show(
    consola: Console, corrida: Corrida, resumen: dict[str, Any], estado: dict[str, Any], fallas: list[str]
) -> None:
    """The tables a person looks at."""
    general = Table("Registros", "Cuántos", title="Del teléfono al dictamen")
    for campo, texto in (
        ("sent", "Enviados por los teléfonos"),
        ("received", "Recibidos"),
        ("receipts", "Con acuse en el teléfono"),
        ("mails", "Con acuse por correo"),
        ("reviewed", "Revisados en la Mesa"),
        ("second_looks", "Vistos dos veces"),
        ("lost", "Perdidos"),
        ("doubled", "Duplicados por el sistema"),
    ):
        general.add_row(texto, str(resumen[campo]))
    clases = Table("Clase", "Prevista", "Resultó", title="Clases")
    previstas = Counter(c.clase_esperada for _, c in corrida.plan)
    for clase in sorted(previstas | Counter(resumen["classes"])):
        clases.add_row(clase, str(previstas[clase]), str(resumen["classes"].get(clase, 0)))
    mesa = Table("Operador", "Revisó", title="Mesa de Control")
    for operador, n in corrida.revisados.items():
        mesa.add_row(operador, str(n))
    funciones = Table("Función", "Invocaciones", "Eventos", "Errores", title="Funciones")
    for nombre, f in estado["funciones"].items():
        if f["invocaciones"]:
            funciones.add_row(nombre, str(f["invocaciones"]), str(f["eventos"]), str(f["errores"]))
    for tabla in (general, clases, mesa, funciones):
        consola.print(tabla)
    consola.print(f"{resumen['seconds']} s")
    for falla in fallas[:20]:
        consola.print(f"[red]FALLA[/red] {falla}")
    consola.print("[red]No salió como debe.[/red]" if fallas else "[green]Todo salió como debe.[/green]")


def _progress(consola: Console) -> Progress:
    columnas = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columnas, console=consola)


def send_plan(
    corredor: Corredor, mundo: Mundo, registros: int, build: Path, consola: Console, semilla: int = 1
) -> Corrida:
    """Let the phones send that many records, mishaps included, and wait until all is quiet."""
    corrida = Corrida(plan_casos(semilla, registros, mundo.ciudadanos, list(mundo.aspirantes)))
    with _progress(consola) as avance:
        tarea = avance.add_task("Teléfonos: captura y envío", total=registros)
        for ola in assignments(corrida.plan, mundo.auxiliares, corredor.url, PROCESO, build / "telefonos"):
            for enviados in send_wave(ola):
                corrida.enviados += enviados
                avance.advance(tarea, len(enviados))
            corredor.pump.espera_quietud(QUIETUD)
        _send_own(corredor, mundo, corrida, build, avance)
    return corrida


def _send_own(corredor: Corredor, mundo: Mundo, corrida: Corrida, build: Path, avance: Progress) -> None:
    """Citizens by Mi Apoyo, whose records join the plan (10)."""
    tarea = avance.add_task("Mi Apoyo: código y envío   ", total=CIUDADANOS)
    casos = spare_people(mundo, corrida.plan, CIUDADANOS)
    propios = support_oneself(corredor, mundo, casos, len(corrida.plan), build / "telefonos")
    for aspirante, caso, enviado in propios:
        corrida.plan.append((aspirante, caso))
        corrida.enviados.append(enviado)
        avance.advance(tarea)
    corredor.pump.espera_quietud(QUIETUD)


def _review(corredor: Corredor, mundo: Mundo, corrida: Corrida, consola: Console) -> None:
    with _progress(consola) as avance:
        tarea = avance.add_task("Mesa de Control: revisión  ", total=len(corrida.plan))
        corrida.revisados = review_all(
            corredor.url, mundo.operadores, corrida.casos, lambda: avance.advance(tarea)
        )
    corredor.pump.espera_quietud(QUIETUD)


def _collect(corredor: Corredor, mundo: Mundo, corrida: Corrida) -> None:
    """What the system holds, read from its table, its API and its mails."""
    os.environ.update(corredor.nube.env())
    from chalicelib.store.apoyos import Apoyo
    from chalicelib.store.mesa import CALIDAD, MESA, Turno

    turnos = [t for t in Turno.scan() if t.proceso == PROCESO and t.revisado]
    corrida.primeras = Counter(str(t.operador) for t in turnos if t.etapa == MESA)
    corrida.segundas = sum(t.etapa == CALIDAD for t in turnos)
    corrida.guardados = {
        a.folio: {"clase": a.clase, "revisado": a.revisado} for a in Apoyo.scan() if a.proceso == PROCESO
    }
    for mail in read_mails(corredor.nube.endpoint):
        corrida.correos.update(_FOLIO_EN_CORREO.findall(mail.text))
    for aspirante, token in mundo.aspirantes.items():
        respuesta = requests.get(
            f"{corredor.url}/v1/aspirantes/{aspirante}/avance",
            headers={"Authorization": f"Bearer {token}"},
            timeout=30,
        )
        respuesta.raise_for_status()
        corrida.avance[aspirante] = respuesta.json()
    folios = {e.folio: corrida.plan[e.indice][0] for e in corrida.enviados}
    corrida.reporte = report(corredor.url, mundo.aspirantes, folios, mundo.nombres())
