"""`python -m bench escritorio`: the desk in Chromium: time from a key to the next picture, memory, requests."""

import json
import os
import time
from itertools import islice
from statistics import quantiles
from typing import Any

from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

from bench.escritorio_servidor import Escritorio
from local.construccion import built
from local.nube import BUILD
from sintetico.ciudadanos import generate_ciudadanos
from tests.e2e.navegador import OPCIONES

PERSONAS = 12
LENTA = {"offline": False, "latency": 20, "downloadThroughput": 1_250_000, "uploadThroughput": 1_250_000}
"""10 Mbit/s each way."""
_MIDE = """
window.__tiempos = []; window.__vivas = 0;
const crea = URL.createObjectURL, suelta = URL.revokeObjectURL;
URL.createObjectURL = b => { window.__vivas += 1; return crea.call(URL, b); };
URL.revokeObjectURL = u => { window.__vivas -= 1; suelta.call(URL, u); };
let pulsada = 0, antes = '';
window.addEventListener('keydown', e => { if (e.key === 'v') pulsada = performance.now(); }, true);
const mira = () => {
  const f = document.querySelector('.figuras'), folio = f && f.dataset.folio;
  const listas = f && [...f.querySelectorAll('img')].every(i => i.complete && i.naturalWidth);
  if (folio && listas && folio !== antes) {
    if (pulsada && antes) window.__tiempos.push(performance.now() - pulsada);
    antes = folio;
  }
  requestAnimationFrame(mira);
};
requestAnimationFrame(mira);
sessionStorage.setItem('captacion.sesion', JSON.stringify({ grupo: 'institucional', refresco: 'r' }));
"""


def measure_desk(consola: Console, registros: int) -> dict[str, Any]:
    """Measure each way of working at the desk, one after the other; figures in milliseconds and megabytes."""
    carpeta, personas = built("portal"), list(islice(generate_ciudadanos(1, 400, "11"), PERSONAS))
    modos: dict[str, dict[str, Any]] = {
        "tres adelante": {"pausa": 0.7, "cuantos": registros},
        "nada adelante": {"pausa": 0.7, "cuantos": min(registros, 200), "adelante": False},
        "tres adelante, sin pausa": {"pausa": 0.0, "cuantos": min(registros, 200)},
        "10 Mbit/s": {"pausa": 2.0, "cuantos": min(registros, 60), "red": LENTA},
        "procesador 4 veces más lento": {"pausa": 2.0, "cuantos": min(registros, 60), "freno": 4},
    }
    figuras = {}
    with sync_playwright() as playwright:
        navegador = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=OPCIONES)
        for modo, como in modos.items():
            adelante = como.pop("adelante", True)
            with Escritorio(carpeta, personas, como["cuantos"] + 10, adelante) as sitio:
                pagina = navegador.new_page()
                pagina.add_init_script(_MIDE)
                figuras[modo] = _work(pagina, sitio, **como)
                pagina.close()
        navegador.close()
    (BUILD.parent / "bench").mkdir(parents=True, exist_ok=True)
    (BUILD.parent / "bench" / "escritorio.json").write_text(json.dumps(figuras, indent=2))
    consola.print(_table(figuras))
    return figuras


def _work(
    pagina: Page,
    sitio: Escritorio,
    *,
    pausa: float,
    cuantos: int,
    red: dict[str, Any] | None = None,
    freno: int = 1,
) -> dict[str, Any]:
    """Give `cuantos` verdicts, one every `pausa` seconds or as soon as the picture is shown."""
    cdp = pagina.context.new_cdp_session(pagina)
    if red:
        cdp.send("Network.enable")
        cdp.send("Network.emulateNetworkConditions", red)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": freno})
    cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
    pagina.goto(f"{sitio.url}/mesa")
    valido = pagina.locator(".dictamen .valido:enabled")
    memoria, antes = {}, _thread(cdp)
    for n in range(cuantos):
        valido.wait_for(timeout=60_000)
        if n % 200 == 0:
            memoria[n] = _memory(pagina, cdp)
        time.sleep(pausa)
        folio = pagina.locator(".figuras").get_attribute("data-folio")
        pagina.keyboard.press("v")
        pagina.locator(f'.figuras:not([data-folio="{folio}"])').wait_for(timeout=60_000)
    memoria[cuantos] = _memory(pagina, cdp)
    tiempos = sorted(pagina.evaluate("window.__tiempos"))
    cortes = quantiles(tiempos, n=20)
    pedidos = sum(sitio.pedidos.values()) / cuantos
    cifras = {
        "veredictos": len(tiempos),
        "p50": round(cortes[9]),
        "p95": round(cortes[18]),
        "mayor": round(tiempos[-1]),
        "procesador_ms_por_registro": round((_thread(cdp) - antes) * 1000 / cuantos, 1),
        "carga_de_la_maquina": round(os.getloadavg()[0], 1),
    }
    return {
        **cifras,
        "memoria": memoria,
        "pedidos_por_registro": round(pedidos, 2),
        "pedidos": dict(sitio.pedidos),
    }


def _thread(cdp: Any) -> float:
    """Processor seconds of the page's main thread; time that other processes run is not in them."""
    medidas = {m["name"]: m["value"] for m in cdp.send("Performance.getMetrics")["metrics"]}
    return float(medidas["TaskDuration"])


def _memory(pagina: Page, cdp: Any) -> dict[str, float]:
    """Heap of the page after a garbage collection, in megabytes, and the number of pictures with an object URL."""
    cdp.send("HeapProfiler.collectGarbage")
    usado = cdp.send("Runtime.getHeapUsage")["usedSize"]
    return {"mb": round(usado / 2**20, 1), "imagenes": pagina.evaluate("window.__vivas")}


def _table(figuras: dict[str, Any]) -> Table:
    tabla = Table(
        "Modo",
        "Veredictos",
        "p50 ms",
        "p95 ms",
        "Procesador ms por registro",
        "Carga",
        "Memoria MB",
        "Imágenes vivas",
        "Peticiones por registro",
    )
    for modo, f in figuras.items():
        mb = " → ".join(str(m["mb"]) for m in f["memoria"].values())
        vivas = " → ".join(str(m["imagenes"]) for m in f["memoria"].values())
        tabla.add_row(
            modo,
            *(str(f[c]) for c in ("veredictos", "p50", "p95", "procesador_ms_por_registro")),
            str(f["carga_de_la_maquina"]),
            mb,
            vivas,
            str(f["pedidos_por_registro"]),
        )
    return tabla
