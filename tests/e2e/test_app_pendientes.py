"""A day's captures wait on a phone, through an update of the app; the network, the server and a second window do their
worst while they are sent.

By command: `APP_PENDIENTES` says how many wait. 500 is the goal of the design; 30 take two minutes.
"""

import os
import re
import shutil
import socket
import socketserver
import struct
import threading
from collections import Counter
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest
from playwright.sync_api import Route

from local.acceso import Acceso
from local.celular import CLAVE, Telefono
from local.construccion import built
from local.paginas import Paginas
from tests.e2e.app_mundo import add_device, enciende, found_on_disk, newcomer, register, sitio, somebody  # noqa: F401
from tests.e2e.app_pendientes import fill, kept
from tests.e2e.captura import people

pytestmark = [
    pytest.mark.nube,
    pytest.mark.skipif(
        "APP_PENDIENTES" not in os.environ,
        reason="takes minutes: run with APP_PENDIENTES=30",
    ),
]
PENDIENTES = int(os.environ.get("APP_PENDIENTES", "30"))
VECES = max(1, PENDIENTES // 100)
"""How often each fault happens."""
PACIENCIA_S = 240 + PENDIENTES
SUBIDAS = re.compile("-entrada")


class Corta(socketserver.BaseRequestHandler):
    """A network that goes while an upload is on its way: it takes the first bytes and hangs up."""

    def handle(self) -> None:
        self.request.recv(50_000)
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.fixture
def corte() -> Iterator[str]:
    """Address at which every upload is cut in the middle."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Corta) as servidor:
        threading.Thread(target=servidor.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{servidor.server_address[1]}/corte"
        servidor.shutdown()


def test_what_waits_survives_update_and_faults_9_14_12(sistema, enciende, corte, tmp_path):  # noqa: F811
    carpeta = Path(shutil.copytree(built("app"), tmp_path / "sitio"))
    acceso = Acceso(sistema.corredor.nube, sistema.mundo.claves)
    with Paginas("app", carpeta, lambda: sistema.corredor.url, acceso) as paginas:
        auxiliar, persona = newcomer(sistema), somebody(sistema, "G")
        telefono = enciende(persona, paginas.url)
        register(telefono, auxiliar)
        otro = f"LLENO{sistema.numero():04d}"
        add_device(auxiliar, otro)
        telefono.contexto.set_offline(True)
        telefono.tap("Captura de Datos")
        primero = telefono.capture("G")
        telefono.tap("Terminar")
        gente = islice(cycle(people(sistema)), PENDIENTES - 1)
        esperados = {primero, *fill(telefono.page, sistema, auxiliar, otro, list(gente))}

        update(telefono, carpeta / "sw.js")
        estados, sobres = kept(telefono.page)
        assert (set(estados), set(estados.values()), sobres) == (esperados, {"guardado"}, PENDIENTES)

        telefono.contexto.unroute("**/v1/**")
        telefono.tap(re.compile("^Pendientes"))
        fallas = break_things(telefono, corte)
        telefono.tap("Enviar ahora")
        open_another_window(telefono)
        wait_until_received(telefono, PENDIENTES)
        assert not any(falla for lista in fallas.values() for falla in lista)  # each of them happened
        assert (kept(telefono.page)[1], telefono.errores) == (0, [])
        telefono.close()
        claros = [persona.cic.encode(), persona.clave_elector.encode(), b"JFIF\x00\x01", CLAVE.encode()]
        assert found_on_disk(telefono.perfil, claros) == set()
    sistema.quiet()
    recibidos = [i["folio"] for i in sistema.items("apoyos") if f"-{auxiliar.auxiliar}-" in i["folio"]]
    assert sorted(recibidos) == sorted(esperados)
    acuses = Counter(f for m in sistema.mails(auxiliar.correo) for f in esperados if f in m.text)
    assert acuses == Counter(esperados)


def update(telefono: Telefono, sw: Path) -> None:
    """A newer build appears; it is taken from the menu while the API cannot be reached."""
    telefono.contexto.route("**/v1/**", lambda ruta: ruta.abort())
    telefono.contexto.set_offline(False)
    sw.write_text(sw.read_text() + "\n// otra versión\n")
    telefono.page.reload()
    telefono.unlock()
    telefono.page.get_by_text("Hay una versión nueva.").wait_for()
    with telefono.page.expect_navigation():
        telefono.tap(re.compile("^Actualizar$"))
    telefono.unlock()


def break_things(telefono: Telefono, corte: str) -> dict[str, list[str]]:
    """Faults by where they happen, in order; each is taken from its list as it happens."""
    una_vez = {
        "anuncio": ["503", "", "perdida", ""],
        "subida": ["corte", ""] * 2,
        "consulta": ["503", "", "perdida"],
    }
    fallas = {que: lista * VECES for que, lista in una_vez.items()}

    def fail(ruta: Route, que: str) -> None:
        falla = fallas[que].pop(0) if fallas[que] else ""
        if falla == "503":
            ruta.fulfill(
                status=503, content_type="application/problem+json", body='{"code":"x","detail":"x"}'
            )
        elif falla == "perdida":
            ruta.fetch()  # the server did its part, and its answer is lost
            ruta.abort()
        elif falla == "corte":
            ruta.continue_(url=corte)
        else:
            ruta.continue_()

    contexto = telefono.contexto
    contexto.route("**/v1/envios", lambda ruta: fail(ruta, "anuncio"))
    contexto.route("**/v1/envios/*", lambda ruta: fail(ruta, "consulta"))
    contexto.route(SUBIDAS, lambda ruta: fail(ruta, "subida"))
    return fallas


def open_another_window(telefono: Telefono) -> None:
    otra = telefono.contexto.new_page()
    otra.goto(telefono.url)
    otra.get_by_label("Contraseña local").fill(CLAVE)
    otra.get_by_role("button", name="Abrir").click()
    otra.get_by_role("button", name="Captura de Datos").wait_for()


def wait_until_received(telefono: Telefono, cuantos: int) -> None:
    """Ask the app to go on whenever it stopped by itself, until every record has its receipt."""
    for _ in range(PACIENCIA_S):
        estados, _ = kept(telefono.page)
        if list(estados.values()).count("recibido") == cuantos:
            return
        boton = telefono.button("Enviar ahora")
        if boton.is_enabled() and not telefono.page.get_by_text("Enviando: faltan").count():
            boton.click()
        telefono.page.wait_for_timeout(1000)
    raise AssertionError(Counter(kept(telefono.page)[0].values()))
