"""The public page that verifies receipts, under the site's policy and without any system behind it (9.14, 10.20, 12.3).

The built portal is served as it is; the log's key is the only thing that the page asks for.
"""

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from local.cabeceras import headers
from local.construccion import built
from tests.e2e.portal_web.visita import Navegador, browser
from tests.unit.opl.acuses import DATOS, NO_ESTA, receipt
from tests.unit.opl.entregas import SISTEMA

pytestmark = pytest.mark.lento
CABECERAS = headers("portal")


class Sitio(SimpleHTTPRequestHandler):
    """The built pages with the headers of the site, and the log's key."""

    def do_GET(self) -> None:
        if self.path != "/v1/bitacora":
            super().do_GET()
            return
        cuerpo = json.dumps({"llave": SISTEMA.texto, "tamano": 7, "punto": ""}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(cuerpo)))
        self.end_headers()
        self.wfile.write(cuerpo)

    def end_headers(self) -> None:
        for nombre, valor in CABECERAS.items():
            self.send_header(nombre, valor)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def navegador() -> Iterator[Navegador]:
    servidor = ThreadingHTTPServer(("127.0.0.1", 0), partial(Sitio, directory=str(built("portal"))))
    threading.Thread(target=servidor.serve_forever, daemon=True).start()
    with browser(f"http://127.0.0.1:{servidor.server_port}") as abierto:
        yield abierto
    servidor.shutdown()
    servidor.server_close()


def test_a_receipt_is_verified_without_network_on_a_page_opened_before(navegador, tmp_path):
    bueno, malo = tmp_path / "acuse.tlog-proof", tmp_path / "alterado.tlog-proof"
    bueno.write_text(receipt(), newline="")
    malo.write_text(receipt(folio="AAAA2222-A2T1-DISP1-REG9"), newline="")
    with navegador.visit() as v:
        v.pagina.goto(f"{v.base}/verificar.html")
        v.pagina.wait_for_function("() => navigator.serviceWorker.controller !== null")
        v.pagina.context.set_offline(True)
        v.pagina.reload()
        v.pagina.get_by_text("Es la que dio este sitio en su visita anterior.").wait_for()
        faltas = v.accessible()
        for archivo, dicho in ((bueno, "El acuse es auténtico"), (malo, NO_ESTA)):
            v.pagina.get_by_label("Acuse completo").set_input_files(archivo)
            v.pagina.get_by_text(dicho).wait_for()
            faltas += v.accessible()
            v.picture(f"verificar-{Path(archivo).stem}")
        v.pagina.get_by_label("pegue aquí").fill(receipt())
        v.pagina.get_by_role("button", name="Verificar").click()
        v.pagina.get_by_text(DATOS["integridad"]).wait_for()
        v.pagina.set_viewport_size({"width": 320, "height": 900})
        assert v.pagina.evaluate("document.documentElement.scrollWidth") == 320
        assert faltas == []
        v.fallas = [f for f in v.fallas if "ERR_INTERNET_DISCONNECTED" not in f]
