"""The demo: phones send, the system receives, classes and assigns, operators review; then everything is counted."""

import json
import os
import re
import shutil
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import requests
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from local.app_demo import REGISTROS, DeLaApp, app_of_demo
from local.audiencia import choose, hold
from local.buzon import read_mails
from local.ciudadania import spare_people, support_oneself
from local.corredor import Corredor
from local.corrida import Corrida, faults, summary
from local.disposicion import dispose
from local.entrada import PROCESO, Mundo, let_in
from local.eventos import Options
from local.nube import BUILD
from local.operadores import review_all
from local.reporte import report
from local.supervision import move_work
from local.telefonos import Enviado, assignments, send_wave
from sintetico.casos import Caso
from sintetico.plan import plan_casos

QUIETUD = 600  # seconds
CIUDADANOS = 3  # citizens who give their own support, besides the records that auxiliares capture
_ACUSE = "Acuse de recibo"
_FOLIO_EN_CORREO = re.compile(r"^Folio: (\S+)$", re.MULTILINE)


def run_demo(
    registros: int,
    semilla: int,
    caos: bool,
    build: Path,
    consola: Console,
    carpeta: Path = BUILD,
    con_app: bool = True,
) -> bool:
    """Run the demo, print the tables, write `summary.json` and `reporte.json`; return whether all is as intended."""
    inicio = time.monotonic()
    corrida, estado = execute(registros, semilla, caos, build, consola, carpeta, con_app)
    resumen = summary(corrida, estado, round(time.monotonic() - inicio))
    (build / "reporte.json").write_bytes(corrida.reporte)
    (build / "summary.json").write_text(json.dumps(resumen, indent=2, ensure_ascii=False) + "\n")
    fallas = faults(corrida, resumen, estado)
    show(consola, corrida, resumen, estado, fallas)
    return not fallas


def execute(
    registros: int, semilla: int, caos: bool, build: Path, consola: Console, carpeta: Path, con_app: bool
) -> tuple[Corrida, dict[str, Any]]:
    """Start everything, send, review, read back what the system holds, and stop; return that and the runner's state."""
    shutil.rmtree(build, ignore_errors=True)
    build.mkdir(parents=True)
    opciones = Options(chaos=caos, retry_after=5 if caos else None)
    with Corredor(options=opciones, build=carpeta, say=consola.print) as corredor:
        mundo = let_in(corredor, semilla, personas=max(1000, registros * 4), build=build, tell=consola.print)
        app = app_of_demo(mundo, consola.print) if con_app else None
        corrida = send_plan(corredor, mundo, registros, build, consola, semilla, app)
        corrida.movidos = move_work(corredor, mundo)
        _review(corredor, mundo, corrida, consola)
        _hear(corredor, mundo, corrida, build, consola)
        _collect(corredor, mundo, corrida)
        corrida.disposicion = dispose(corredor, mundo, consola.print)
        return corrida, corredor.pump.estado()


def show(
    consola: Console, corrida: Corrida, resumen: dict[str, Any], estado: dict[str, Any], fallas: list[str]
) -> None:
    """Print the tables of a run."""
    general = Table("Registros", "Cuántos", title="Del teléfono al dictamen")
    for campo, texto in (
        ("sent", "Enviados por los teléfonos"),
        ("received", "Recibidos"),
        ("receipts", "Con acuse en el teléfono"),
        ("mails", "Con acuse por correo"),
        ("reviewed", "Revisados en la Mesa"),
        ("second_looks", "Vistos dos veces"),
        ("moved", "Cambiados de operador por supervisión"),
        ("revertidos", "Revertidos en garantía de audiencia"),
        ("disposed", "Elementos dispuestos de otro proceso, pequeño"),
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
    tablas = (general, clases, mesa, _of_hearing(corrida), funciones)
    for tabla in tablas:
        consola.print(tabla)
    consola.print(f"{resumen['seconds']} s")
    for falla in fallas[:20]:
        consola.print(f"[red]FALLA[/red] {falla}")
    consola.print("[red]No salió como debe.[/red]" if fallas else "[green]Todo salió como debe.[/green]")


def _of_hearing(corrida: Corrida) -> Table:
    """Table of each aspirante's counted records before the hearing and after it."""
    tabla = Table("Aspirante", "Contaban", "Cuentan", title="Garantía de audiencia")
    if corrida.audiencia:
        for aspirante, n in corrida.audiencia.antes.items():
            tabla.add_row(aspirante, str(n), str(corrida.audiencia.despues[aspirante]))
    return tabla


def _progress(consola: Console) -> Progress:
    columnas = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columnas, console=consola)


def send_plan(
    corredor: Corredor,
    mundo: Mundo,
    registros: int,
    build: Path,
    consola: Console,
    semilla: int = 1,
    app: DeLaApp | None = None,
) -> Corrida:
    """Let the phones send that many records, mishaps included, and wait until all is quiet."""
    corrida = Corrida(plan_casos(semilla, registros, mundo.ciudadanos, list(mundo.aspirantes)))
    with _progress(consola) as avance, ThreadPoolExecutor(1) as al_lado:
        tarea = avance.add_task("Teléfonos: captura y envío", total=registros)
        casos = list(enumerate(spare_people(mundo, corrida.plan, REGISTROS), start=registros)) if app else []
        por_app = al_lado.submit(_send_by_app, corredor, mundo, app, casos, build, avance) if app else None
        for ola in assignments(corrida.plan, mundo.auxiliares, corredor.url, PROCESO, build / "telefonos"):
            for enviados in send_wave(ola):
                corrida.enviados += enviados
                avance.advance(tarea, len(enviados))
            corredor.pump.espera_quietud(QUIETUD)
        if app and por_app:
            corrida.enviados += por_app.result()
            corrida.plan += [(app.auxiliar.aspirante, caso) for _, caso in casos]
        _send_own(corredor, mundo, corrida, build, avance)
    return corrida


def _send_by_app(
    corredor: Corredor,
    mundo: Mundo,
    app: DeLaApp,
    casos: list[tuple[int, Caso]],
    build: Path,
    avance: Progress,
) -> list[Enviado]:
    """Send records by the real app in a browser while the simulated phones send; the records join the plan."""
    tarea = avance.add_task("Aplicación en el navegador ", total=len(casos))
    enviados = []
    for enviado in app.send(corredor, mundo, casos, build / "app"):
        enviados.append(enviado)
        avance.advance(tarea)
    return enviados


def _send_own(corredor: Corredor, mundo: Mundo, corrida: Corrida, build: Path, avance: Progress) -> None:
    """Let citizens send their own by Mi Apoyo (10); their records join the plan."""
    tarea = avance.add_task("Mi Apoyo: código y envío   ", total=CIUDADANOS)
    casos = _own_cases(mundo, corrida)
    propios = support_oneself(corredor, mundo, casos, len(corrida.plan), build / "telefonos")
    for aspirante, caso, enviado in propios:
        corrida.plan.append((aspirante, caso))
        corrida.enviados.append(enviado)
        avance.advance(tarea)
    corredor.pump.espera_quietud(QUIETUD)


def _own_cases(mundo: Mundo, corrida: Corrida) -> list[tuple[Caso, str]]:
    """Cases of citizens who are in no other record, and of one whose first record will be invalid until a hearing."""
    peticion = choose(corrida.plan)
    casos = spare_people(mundo, corrida.plan, CIUDADANOS - (peticion is not None))
    nuevos = [(c, "") for c in casos]
    if peticion is None:
        return nuevos
    antes = corrida.plan[peticion.revierten[0]][1]
    return [*nuevos, (Caso(antes.ciudadano), peticion.aspirante)]


def _hear(corredor: Corredor, mundo: Mundo, corrida: Corrida, build: Path, consola: Console) -> None:
    folios = {e.indice: e.folio for e in corrida.enviados}
    corrida.audiencia = hold(
        corredor, mundo, corrida.plan, folios, build, lambda: corredor.pump.espera_quietud(QUIETUD)
    )
    if corrida.audiencia:
        c = corrida.audiencia.cifras
        consola.print(f"Garantía de audiencia: {c['revisados']} revisados, {c['revertidos']} revertidos")


def _review(corredor: Corredor, mundo: Mundo, corrida: Corrida, consola: Console) -> None:
    with _progress(consola) as avance:
        tarea = avance.add_task("Mesa de Control: revisión  ", total=len(corrida.plan))
        corrida.revisados = review_all(
            corredor.url, mundo.operadores, corrida.casos, lambda: avance.advance(tarea)
        )
    corredor.pump.espera_quietud(QUIETUD)


def _collect(corredor: Corredor, mundo: Mundo, corrida: Corrida) -> None:
    """Read what the system holds from its table, its API and its mails."""
    os.environ.update(corredor.nube.env())
    from chalicelib.store.apoyos.apoyos import Apoyo
    from chalicelib.store.mesa.turnos import CALIDAD, MESA, Turno

    turnos = [t for t in Turno.scan() if t.proceso == PROCESO and t.revisado]
    corrida.primeras = Counter(str(t.operador) for t in turnos if t.etapa == MESA)
    corrida.segundas = sum(t.etapa == CALIDAD for t in turnos)
    corrida.guardados = {
        a.folio: {"clase": a.clase, "revisado": a.revisado} for a in Apoyo.scan() if a.proceso == PROCESO
    }
    for mail in read_mails(corredor.nube.endpoint):
        if not mail.subject.startswith(_ACUSE):
            continue  # other mails name folios too: of a support that a hearing took out of the count (14.4)
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
