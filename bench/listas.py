"""`python -m bench listas`: lists of the portal over very many rows: time from asking for one to its first rows.

The rows are put straight into the emulator; page server, API and sign-in are those of `make run`, without functions.
"""

import os
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

from bench.informe import show, write
from bench.llena import NubeLlenable
from bench.sistema import BUILD
from local.acceso import Acceso
from local.construccion import built
from local.corredor import gateway_env
from local.despliegue import deploy, package
from local.nube import ROOT
from local.paginas import Paginas
from local.plantilla import read_functions
from local.puerta import Puerta
from local.siembra import PERIODO, PROCESO, seed
from tests.e2e.navegador import OPCIONES

ASPIRANTE, AUXILIAR = "ASP0001", "AUX00001"
REPETICIONES = 7
Fila = dict[str, dict[str, str]]
LISTAS = {
    "auxiliares": ("auxiliares", "tbody tr"),
    "auxiliares, vigentes": ("auxiliares?estado=vigente", "tbody tr"),
    "registros": ("registros", "tbody tr"),
    "registros, de un auxiliar": ("registros?auxiliar=AUX00001", "tbody tr"),
    "registros, de una clase que ninguno tiene": ("registros?clase=fuera_de_ambito", "NADA"),
}
"""Lists: the address that is opened and what must appear on the page, within a minute at most."""
_MIDE = """([direccion, que]) => new Promise(listo => {
  const inicio = performance.now();
  history.pushState(null, '', direccion);
  const mira = () => {
    const hay = que === 'NADA'
      ? /Seguir buscando|No hay registros/.test(document.querySelector('main').textContent)
      : document.querySelector('main ' + que);
    if (!hay && performance.now() - inicio < 60000) return requestAnimationFrame(mira);
    const todas = performance.getEntriesByType('resource');
    const api = todas.filter(r => r.name.includes('/v1/aspirantes/') && r.startTime >= inicio);
    listo([performance.now() - inicio, api.reduce((suma, r) => suma + r.duration, 0), api.length]);
  };
  requestAnimationFrame(mira);
})"""


def measure_lists(consola: Console, auxiliares: int, registros: int) -> None:
    """Fill, open each list several times, print the table, write build/bench/listas.json."""
    with _site(auxiliares, registros) as direccion, sync_playwright() as playwright:
        navegador = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=OPCIONES)
        pagina = navegador.new_page(locale="es-MX")
        _enter(pagina, direccion)
        medidas = {que: _open(pagina, *como) for que, como in LISTAS.items()}
        navegador.close()
    tabla = Table("Lista", "Mediana ms", "Mayor ms", "De la API ms", "Solicitudes")
    for que, m in medidas.items():
        tabla.add_row(que, *(str(m[c]) for c in ("mediana", "mayor", "api", "solicitudes")))
    show(consola, tabla)
    write("listas", {"auxiliares": auxiliares, "registros": registros, "medidas": medidas})


@contextmanager
def _site(auxiliares: int, registros: int) -> Iterator[str]:
    with ExitStack() as abiertos:
        nube = abiertos.enter_context(NubeLlenable(BUILD / "nube"))
        plantilla = package(ROOT, ROOT / "infra" / "recursos.yaml", BUILD / "plantilla", nube.env())
        funciones = read_functions(plantilla, deploy(nube, plantilla))
        for funcion in funciones.values():
            os.environ.update(funcion.env)
        mundo = seed(nube, 1, 60, 3, 1, build=BUILD / "siembra", tell=lambda _: None)
        _fill(nube, auxiliares, registros)
        puerta = Puerta(nube, ROOT, "local", BUILD / "plantilla" / "sam.json", gateway_env(funciones))
        puerta = puerta.open(0)
        abiertos.callback(puerta.close)
        acceso = Acceso(nube, mundo.claves)
        yield abiertos.enter_context(Paginas("portal", built("portal"), lambda: puerta.url, acceso)).url


def _fill(nube: NubeLlenable, auxiliares: int, registros: int) -> None:
    from chalicelib.store.apoyos.apoyos import list_key, reception_order
    from chalicelib.store.auxiliares.auxiliares import lista_de
    from chalicelib.vault.secretos import seal_fields
    from chalicelib.workflows.base.secretos import seal_persona, secreto_de
    from tests.escenario import mundo

    def row(a: str) -> Fila:
        datos = seal_persona(
            PROCESO, f"auxiliar {a}", {"nombre": "MUESTRA", "correo": f"{a}@muestra.invalid"}
        )
        return {
            "auxiliar": {"S": a},
            "lista": {"S": lista_de(ASPIRANTE, a)},
            "datos": _binary(datos),
        }

    ids = [f"AUX{n:05d}" for n in range(10, auxiliares + 10)]
    nube.clone("auxiliares", AUXILIAR, [row(a) for a in ids])
    antes = datetime.now(UTC) - timedelta(days=9)
    modelo = mundo.build(
        "REG0000000", ASPIRANTE, antes, proceso=PROCESO, remitente=AUXILIAR, contienda=PERIODO
    )
    modelo.save()
    filas: list[Fila] = []
    secreto = secreto_de(PROCESO)
    for n in range(1, registros):
        folio = f"{ASPIRANTE}-{ids[n % len(ids)] if n % 50 else AUXILIAR}-DISP1-REG{n:07d}"
        orden = reception_order(folio, antes + timedelta(seconds=5 * n))
        datos = seal_fields(secreto, folio, {"credencial": mundo.CREDENCIAL, "lugar": None})
        filas.append(
            {
                "folio": {"S": folio},
                "lista": {"S": list_key(folio)},
                "orden": {"S": orden},
                "datos": _binary(datos),
            }
        )
    nube.clone("apoyos", modelo.folio, filas)


def _binary(octetos: bytes) -> dict[str, str]:
    return {"B": b64encode(octetos).decode()}


def _enter(pagina: Page, direccion: str) -> None:
    pagina.goto(direccion)
    pagina.get_by_role("button", name="Entrar con Google").click()
    pagina.get_by_role("button", name=f"{ASPIRANTE.lower()}@muestra.invalid", exact=True).click()
    pagina.get_by_role("button", name="Salir").wait_for(timeout=60_000)


def _open(pagina: Page, lista: str, que: str) -> dict[str, Any]:
    """Medians over `REPETICIONES` openings, each in a newly loaded page, so that nothing of the list is in memory."""
    tiempos = []
    for _ in range(REPETICIONES):
        pagina.goto(pagina.url.partition("/aspirante/")[0] if "/aspirante/" in pagina.url else pagina.url)
        pagina.get_by_role("button", name="Salir").wait_for(timeout=60_000)
        time.sleep(0.5)
        tiempos.append(pagina.evaluate(_MIDE, [f"/aspirante/{ASPIRANTE}/{lista}", que]))
    total, api, solicitudes = zip(*tiempos, strict=True)
    return {
        "mediana": round(median(total)),
        "mayor": round(max(total)),
        "api": round(median(api)),
        "solicitudes": max(solicitudes),
    }
