"""Benchmark of the app's QR reader: time until a credential's data, by its built worker in Chromium, on 720p frames.

A phone is slower than this machine: the worker's time is multiplied by `LENTITUD`. Frames come every 90 ms, as the
app takes them, or when the worker is free. Cards are synthetic and drawn; D, E and G are the models drawn with a QR.
"""

import io
import random
import shutil
import tempfile
import threading
from base64 import b64encode
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import groupby
from pathlib import Path
from statistics import median
from typing import Any

from PIL import Image, ImageEnhance, ImageFilter
from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

from bench.informe import write
from local.camara import grain, scene
from local.construccion import built
from local.navegador import CHROMIUM, OPCIONES
from sintetico.ciudadanos import Ciudadano, generate_ciudadanos
from sintetico.reverso import reverso

MODELOS, DE_CADA, CUADROS, LENTITUD, CADA_MS = "DEG", 8, 24, 4, 90
MOVIDO_CADA = 6
"""Every how many frames one is blurred by movement: a hand is never still."""
ESCENAS = ("bien", "ruido", "desenfoque", "penumbra", "girada")
_ABRE = "ruta => { window.lector?.terminate(); window.lector = new Worker(ruta, { type: 'module' }) }"
_LEE = """async ([jpeg, entero]) => {
  const blob = new Blob([Uint8Array.from(atob(jpeg), (c) => c.charCodeAt(0))], { type: 'image/jpeg' })
  const respuesta = new Promise((si) => { window.lector.onmessage = ({ data }) => si(data) })
  const desde = performance.now()
  const cuadro = await createImageBitmap(blob)
  window.lector.postMessage({ cuadro, lee: true, entero }, [cuadro])
  const { leido } = await respuesta
  return [performance.now() - desde, leido ? leido.cic : '']
}"""


class _Callado(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Write no access log."""


def measure_reader(consola: Console) -> None:
    """Read every card in every scene, print the table, write `lector.json`; fails if a card was read wrongly."""
    lecturas = read_all()
    consola.print(_table(lecturas))
    write("lector", {"lecturas": lecturas})


def read_all() -> list[dict[str, Any]]:
    """Readings of each card and scene: `ms` until the data, on a machine `LENTITUD` times slower; None if not read."""
    with tempfile.TemporaryDirectory() as carpeta, sync_playwright() as playwright:
        sitio = Path(shutil.copytree(built("app"), Path(carpeta) / "sitio"))
        (lector,) = (sitio / "assets").glob("lector.worker-*.js")
        (sitio / "lector.html").write_text("<!doctype html><title>lector</title>")
        servidor = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Callado, directory=str(sitio)))
        threading.Thread(target=servidor.serve_forever, daemon=True).start()
        navegador = playwright.chromium.launch(executable_path=CHROMIUM, args=OPCIONES)
        try:
            pagina = navegador.new_page()
            pagina.goto(f"http://127.0.0.1:{servidor.server_port}/lector.html")
            pagina.evaluate(_ABRE, f"/assets/{lector.name}")
            _read(pagina, _people("G")[0], "bien")  # the reader is loaded while the person frames the card
            return [
                _reading(persona, escena, _read(pagina, persona, escena))
                for modelo in MODELOS
                for persona in _people(modelo)
                for escena in ESCENAS
            ]
        finally:
            navegador.close()
            servidor.shutdown()


def _people(modelo: str) -> list[Ciudadano]:
    return [c for c in generate_ciudadanos(9, 600, "11") if c.modelo == modelo][:DE_CADA]


def _read(pagina: Page, persona: Ciudadano, escena: str) -> list[list[Any]]:
    """Milliseconds and CIC of each frame until the card was read."""
    azar, tarjeta, tiempos = random.Random(f"{persona.cic}{escena}"), reverso(persona), []
    for n in range(CUADROS):
        tiempos.append(pagina.evaluate(_LEE, [_frame(tarjeta, escena, n, azar), (n + 1) % 4 == 0]))
        if tiempos[-1][1]:
            break
    return tiempos


def _frame(tarjeta: Image.Image, escena: str, n: int, azar: random.Random) -> str:
    vista = scene(tarjeta, "movida" if n % MOVIDO_CADA == 0 else "bien", n)
    if escena == "desenfoque":
        vista = vista.filter(ImageFilter.GaussianBlur(1.2))
    if escena == "penumbra":
        vista = ImageEnhance.Brightness(vista).enhance(0.35)
    if escena == "girada":
        vista = vista.rotate(azar.uniform(-6, 6), Image.Resampling.BICUBIC, fillcolor=(72, 74, 80))
    for _ in range(3 if escena == "ruido" else 1):
        vista = grain(vista, n)
    salida = io.BytesIO()
    vista.save(salida, "JPEG", quality=85)
    return b64encode(salida.getvalue()).decode()


def _reading(persona: Ciudadano, escena: str, tiempos: list[list[Any]]) -> dict[str, Any]:
    """Reading of a card: time until the data; each frame waits for the one before and for the next tick."""
    leido = tiempos[-1][1]
    if leido and leido != persona.cic:
        raise AssertionError(f"read {leido} instead of {persona.cic}")
    total = sum(max(CADA_MS, LENTITUD * ms) for ms, _ in tiempos)
    return {
        "modelo": persona.modelo,
        "escena": escena,
        "ms": round(total) if leido else None,
        "cuadros": len(tiempos),
        "ms_por_cuadro": round(median(ms for ms, _ in tiempos), 1),
    }


def _table(lecturas: list[dict[str, Any]]) -> Table:
    tabla = Table(
        "Modelo",
        "Escena",
        "Leídas",
        "Mediana ms",
        "p95 ms",
        title=f"QR, procesador {LENTITUD} veces más lento",
    )
    for modelo, de_este in groupby(lecturas, lambda x: x["modelo"]):
        suyas = list(de_este)
        for escena in (*ESCENAS, "todas"):
            estas = [x for x in suyas if escena in ("todas", x["escena"])]
            leidas = sorted(x["ms"] for x in estas if x["ms"] is not None)
            p95 = leidas[min(len(leidas) - 1, int(0.95 * len(leidas)))] if leidas else 0
            tabla.add_row(
                modelo, escena, f"{len(leidas)} de {len(estas)}", str(round(median(leidas or [0]))), str(p95)
            )
    return tabla
