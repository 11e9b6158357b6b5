"""The app against dying, failing and losing: nothing lost, nothing doubled, nothing unsealed on the phone's disk.

`APP_MUERTES`: how many times the browser is killed while saving and while sending; few by default, for it takes
some fifteen seconds each. One minute or two with the default, four on a machine that does ten other things.
"""

import os
import random
import re
import time

import pytest

from local.celular import CLAVE, Telefono
from tests.e2e.app_mundo import enciende, found_on_disk, newcomer, register, sitio, somebody  # noqa: F401
from tests.e2e.sistema import Sistema

pytestmark = pytest.mark.nube
MUERTES = int(os.environ.get("APP_MUERTES", "2"))

_LLENO = """() => {
  window.__lleno = true
  const add = IDBObjectStore.prototype.add
  IDBObjectStore.prototype.add = function (...que) {
    if (window.__lleno) throw new DOMException('full', 'QuotaExceededError')
    return add.apply(this, que)
  }
}"""
"""A storage that is full, as the browser tells it: this Chromium ignores Storage.overrideQuotaForOrigin."""


def folios(sistema: Sistema, auxiliar: str) -> list[str]:
    """Records that reception has of an auxiliar."""
    return sorted(i["folio"] for i in sistema.items("apoyos") if f"-{auxiliar}-" in i["folio"])


def test_killed_while_saving_and_while_sending_loses_and_doubles_nothing_9_13_12(sistema, enciende):  # noqa: F811
    azar = random.Random(14)
    auxiliar, persona = newcomer(sistema), somebody(sistema, "G")
    telefono = enciende(persona)
    register(telefono, auxiliar)
    mostrados = []
    for _ in range(MUERTES):
        telefono.contexto.set_offline(True)
        telefono.tap("Captura de Datos")
        mostrados.append(save_and_die(telefono, "G", azar.uniform(0, 0.8)))
        telefono.open()
        telefono.unlock()
    telefono.tap(re.compile("^Pendientes"))
    telefono.page.wait_for_selector("main ul.registros")
    guardados = telefono.page.locator("[data-registro] .folio").all_inner_texts()
    assert set(filter(None, mostrados)) <= set(guardados)
    claros = [persona.cic.encode(), persona.clave_elector.encode(), b"JFIF\x00\x01", CLAVE.encode()]
    assert found_on_disk(telefono.perfil, claros) == set()

    for _ in range(MUERTES):
        telefono.page.wait_for_timeout(azar.uniform(0, 2500))
        telefono.kill()
        telefono.open()
        telefono.unlock()
    telefono.tap(re.compile("^Pendientes"))
    if guardados:
        assert sorted(telefono.received(len(guardados))) == sorted(guardados)
    sistema.quiet()
    assert folios(sistema, auxiliar.auxiliar) == sorted(guardados)
    assert found_on_disk(telefono.perfil, claros) == set()


def test_errors_lost_answers_and_cut_uploads_lose_nothing_12_2(sistema, enciende):  # noqa: F811
    auxiliar = newcomer(sistema)
    telefono = enciende(somebody(sistema, "G"))
    register(telefono, auxiliar)
    fallas = {"anuncio": ["503", "perdida"], "subida": ["corte"], "consulta": ["503", "perdida"]}

    def fail(ruta, que: str) -> None:
        falla = fallas[que].pop(0) if fallas[que] else ""
        if falla == "503":
            ruta.fulfill(
                status=503, content_type="application/problem+json", body='{"code":"x","detail":"x"}'
            )
        elif falla == "perdida":
            ruta.fetch()  # the server did its part, and its answer is lost
            ruta.abort()
        elif falla == "corte":
            ruta.abort()
        else:
            ruta.continue_()

    contexto = telefono.contexto
    contexto.route("**/v1/envios", lambda ruta: fail(ruta, "anuncio"))
    contexto.route("**/v1/envios/*", lambda ruta: fail(ruta, "consulta"))
    contexto.route(re.compile("-entrada"), lambda ruta: fail(ruta, "subida"))
    telefono.tap("Captura de Datos")
    folio = telefono.capture("G")
    telefono.tap("Terminar")
    telefono.tap(re.compile("^Pendientes"))
    assert telefono.received() == [folio]
    assert fallas == {"anuncio": [], "subida": [], "consulta": []}
    sistema.quiet()
    assert folios(sistema, auxiliar.auxiliar) == [folio]


def test_a_full_phone_says_so_and_keeps_the_capture_on_the_screen(sistema, enciende):  # noqa: F811
    auxiliar = newcomer(sistema)
    telefono = enciende(somebody(sistema, "G"))
    register(telefono, auxiliar)
    telefono.tap("Captura de Datos")
    telefono.page.evaluate(_LLENO)
    telefono.title("Tipo de credencial")
    telefono.tap(re.compile("^Modelo G"))
    telefono.cards()
    telefono.data()
    telefono.photo()
    telefono.sign()
    telefono.title("No se guardó")
    telefono.page.get_by_text("No hay espacio en el teléfono").wait_for()
    telefono.page.evaluate("window.__lleno = false")
    telefono.tap("Guardar otra vez")
    assert auxiliar.auxiliar in telefono.folio()


def save_and_die(telefono: Telefono, modelo: str, segundos: float) -> str:
    """Capture, and so long after the last tap the battery is pulled out; the folio, if it was shown before."""
    telefono.title("Tipo de credencial")
    telefono.tap(re.compile(f"^Modelo {modelo}"))
    telefono.cards()
    telefono.data()
    telefono.photo()
    telefono.sign()
    time.sleep(segundos)  # the instant is random on purpose
    mostrado = telefono.page.locator("[data-folio]")
    folio = mostrado.get_attribute("data-folio") if mostrado.count() else ""
    telefono.kill()
    return folio or ""
