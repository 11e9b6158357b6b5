"""The app without any server behind it: starts off line, waits for the person to take a new version, keeps what it has.

No cloud is needed: the built files are served as they are.
"""

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from local.construccion import built
from tests.e2e.navegador import OPCIONES

pytestmark = pytest.mark.lento
CONTROLA = "() => navigator.serviceWorker.controller !== null"


class Callado(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Quiet."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()


@pytest.fixture
def copia(tmp_path: Path) -> Path:
    """A copy of the built app, which a test may change."""
    return Path(shutil.copytree(built("app"), tmp_path / "app"))


@pytest.fixture
def pagina(copia: Path, tmp_path: Path) -> Iterator[Page]:
    """The app open in a phone's browser, its service worker in charge. `pagina.context` is the phone."""
    servidor = ThreadingHTTPServer(("127.0.0.1", 0), partial(Callado, directory=str(copia)))
    threading.Thread(target=servidor.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        contexto = playwright.chromium.launch_persistent_context(
            str(tmp_path / "perfil"),
            executable_path="/usr/bin/chromium",
            args=OPCIONES,
            locale="es-MX",
            viewport={"width": 360, "height": 640},
        )
        pagina = contexto.pages[0]
        pagina.goto(f"http://127.0.0.1:{servidor.server_port}/")
        pagina.wait_for_function(CONTROLA)
        yield pagina
        contexto.close()
    servidor.shutdown()


def change_mode(pagina: Page) -> None:
    pagina.get_by_role("link", name="Configuración").click()
    pagina.get_by_label("Modo Auxiliar").click()
    pagina.get_by_role("button", name="Aceptar").click()
    pagina.get_by_role("heading", name="Modo Auxiliar").wait_for()


def test_it_starts_without_network_and_has_all_its_files_9_1(pagina, copia):
    nombres = {f"/{p.relative_to(copia).as_posix()}" for p in copia.rglob("*") if p.is_file()} - {"/sw.js"}
    guardados = pagina.evaluate(
        """async () => { const [n] = await caches.keys(); const c = await caches.open(n)
        return (await c.keys()).map((r) => new URL(r.url).pathname) }"""
    )
    assert set(guardados) == nombres
    pagina.context.set_offline(True)
    pagina.reload()
    pagina.get_by_role("heading", name="Mi Apoyo").wait_for()


def test_a_new_version_waits_to_be_taken_and_keeps_what_is_stored(pagina, copia):
    change_mode(pagina)
    sw = copia / "sw.js"
    sw.write_text(sw.read_text() + "\n// otra versión\n")
    pagina.reload()
    pagina.get_by_text("Hay una versión nueva.").wait_for()
    with pagina.expect_navigation():
        pagina.get_by_role("button", name="Actualizar").click()
    pagina.get_by_role("heading", name="Modo Auxiliar").wait_for()
    pagina.wait_for_function("async () => !(await navigator.serviceWorker.getRegistration()).waiting")


def test_it_can_be_installed(pagina):
    cdp = pagina.context.new_cdp_session(pagina)
    assert cdp.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    manifiesto = cdp.send("Page.getAppManifest")
    assert (manifiesto["errors"], manifiesto["url"].endswith("/manifiesto.webmanifest")) == ([], True)


def test_two_windows_open_on_the_same_storage(pagina):
    change_mode(pagina)
    otra = pagina.context.new_page()
    otra.goto(pagina.url)
    otra.get_by_role("heading", name="Modo Auxiliar").wait_for()


@pytest.mark.parametrize("que", ["indexedDB", "OffscreenCanvas"])
def test_a_browser_that_lacks_something_is_told_so_and_nothing_starts(pagina, que):
    pagina.context.add_init_script(
        f"delete window.{que}; Object.defineProperty(window, '{que}', {{value: undefined}})"
    )
    pagina.reload()
    pagina.get_by_text("No se puede usar aquí").wait_for()


def test_an_older_build_on_a_newer_storage_says_so_and_leaves_it_as_it_is(pagina):
    pagina.evaluate(
        """() => new Promise((si, no) => {
          const pide = indexedDB.open('apoyo-ciudadano', 99)
          pide.onsuccess = () => { pide.result.close(); si() }
          pide.onerror = () => no(pide.error)
        })"""
    )
    pagina.reload()
    pagina.get_by_text("versión más nueva de la aplicación").wait_for()


def test_a_private_window_that_keeps_nothing_is_told_so(pagina):
    pagina.context.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError') }"
    )
    pagina.reload()
    pagina.get_by_text("puede ser una ventana privada").wait_for()
