"""An auxiliar with the app in a browser: from sign-in to receipt, visual evidence, third device (8, 9, 12).

Some two minutes in all on two busy cores.
"""

import io
import re
from base64 import b64decode

import pytest
from PIL import Image
from playwright.sync_api import expect

from local.celular import CLAVE, ESPERA
from local.operadores import IMAGENES
from local.siembra import PROCESO
from opl.acuse import check_receipt
from opl.bitacora import read_key
from tests.e2e.app_accesible import Revision
from tests.e2e.app_mundo import (  # noqa: F401
    add_device,
    enciende,
    newcomer,
    register,
    sitio,
    somebody,
)
from tests.e2e.sistema import Sistema

pytestmark = pytest.mark.nube


def test_from_sign_in_to_receipt_each_screen_accessible_9(sistema, enciende):  # noqa: F811
    auxiliar, persona = newcomer(sistema), somebody(sistema, "G")
    telefono = enciende(persona)
    with Revision(telefono.page) as revision:
        register(telefono, auxiliar)
        telefono.tap("Captura de Datos")
        folio = telefono.capture("G")
        telefono.tap("Terminar")
        telefono.tap(re.compile("^Pendientes"))
        assert telefono.received() == [folio]
        telefono.page.locator(".renglon").click()
        assert f"CIC {persona.cic}" in telefono.page.inner_text("main")
    assert (revision.faults(), telefono.errores) == ([], [])
    assert len(revision.vistas) >= 12
    sistema.quiet()
    apoyo = sistema.item("apoyos", folio=folio)
    assert (apoyo["clase"], apoyo["modo"]) == ("en_lista_nominal", "auxiliar")
    acuses = [m.text for m in sistema.mails(auxiliar.correo) if folio in m.text]
    assert (len(acuses), "/verificar.html" in acuses[0]) == (1, True)
    with telefono.page.expect_download() as bajada:
        telefono.tap("Guardar el acuse completo")
    llave = read_key(sistema.pide("GET", "/v1/bitacora").json()["llave"])
    assert check_receipt(bajada.value.path().read_text(), llave).folio == folio
    review(sistema, folio)
    assert sistema.item("apoyos", folio=folio)["revisado"]


def review(sistema: Sistema, folio: str) -> None:
    """The operator whose turn it is opens the record at the Mesa, sees its four images, and finds it good (13.6)."""
    camino = f"/v1/mesa/registros/{folio}"
    fichas = sistema.mundo.operadores.values()
    suya = next(f for f in fichas if sistema.pide("POST", f"{camino}/inicio", f).status_code == 200)
    hoja = sistema.pide("GET", camino, suya).json()
    lados = {
        nombre: Image.open(io.BytesIO(b64decode(datos))).size for nombre, datos in hoja["imagenes"].items()
    }
    assert set(lados) == IMAGENES and all(min(lado) >= 200 for lado in lados.values()), lados
    dictamen = sistema.pide("POST", f"{camino}/dictamen", suya, json={"inciso": None})
    assert dictamen.status_code == 200, dictamen.text
    sistema.quiet()


def test_who_refuses_the_place_captures_nothing_until_it_is_allowed_8_1(sistema, enciende):  # noqa: F811
    """8.1: «la persona Auxiliar deberá asegurarse que la función de ubicación se encuentre activa y deberá permanecer
    de esa forma (Ubicación activada) durante todo el tiempo en el que utilice la APP»."""
    auxiliar = newcomer(sistema)
    telefono = enciende(somebody(sistema, "G"))
    register(telefono, auxiliar)
    telefono.contexto.clear_permissions()
    telefono.contexto.grant_permissions(["camera"])
    telefono.tap("Captura de Datos")
    telefono.page.get_by_text("sin ella no se puede captar").wait_for()
    telefono.contexto.grant_permissions(["camera", "geolocation"])
    telefono.tap("Reintentar")
    folio = telefono.capture("G")
    assert folio


def test_off_line_captures_wait_and_are_sent_when_network_is_back_9_1(sistema, enciende):  # noqa: F811
    auxiliar = newcomer(sistema)
    telefono = enciende(somebody(sistema, "E"))
    register(telefono, auxiliar)
    telefono.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    telefono.contexto.set_offline(True)
    telefono.page.reload()
    telefono.unlock()
    telefono.tap("Captura de Datos")
    folio = telefono.capture("E")
    telefono.tap("Terminar")
    telefono.tap(re.compile("^Pendientes"))
    telefono.page.get_by_text("Sin Internet").wait_for()
    telefono.contexto.set_offline(False)
    assert telefono.received() == [folio]


def test_visual_evidence_becomes_the_cedula_and_only_then_one_captures_8_5(sistema, enciende):  # noqa: F811
    auxiliar = newcomer(sistema, cedula=None)
    telefono = enciende(somebody(sistema, "D"))
    register(telefono, auxiliar)
    telefono.page.get_by_text("Faltan sus testigos visuales").wait_for()
    assert telefono.button("Captura de Datos").is_disabled()
    telefono.tap(re.compile("^Testigos visuales"))
    telefono.tap("Empezar")
    folio = telefono.capture("D")
    telefono.tap("Terminar")
    assert telefono.received() == [folio]
    telefono.tap(re.compile("Atrás"))
    expect(telefono.button("Captura de Datos")).to_be_enabled(timeout=ESPERA)
    sistema.quiet()
    assert sistema.item("apoyos", folio=folio) is None


def test_a_third_phone_takes_the_place_of_one_that_is_removed_8_11(sistema, enciende):  # noqa: F811
    auxiliar, persona = newcomer(sistema), somebody(sistema, "G")
    primero = enciende(persona)
    register(primero, auxiliar)
    primero.close()
    segundo = f"VIEJO{sistema.numero():04d}"
    add_device(auxiliar, segundo)
    tercero = enciende(persona)
    tercero.page.goto(f"{tercero.url}/#/registro")
    tercero.accept_notice()
    tercero.sign_in(auxiliar.correo)
    tercero.give_ids(PROCESO, auxiliar.auxiliar)
    tercero.title("Ya tiene dos dispositivos")
    tercero.page.locator("li", has_text=segundo).get_by_role("button", name="Dar de baja").click()
    tercero.choose_password()
    assert sistema.item("dispositivos", dispositivo=segundo)["baja"]


def test_a_forgotten_password_is_set_anew_and_loses_no_record_8_8(sistema, enciende):  # noqa: F811
    auxiliar = newcomer(sistema)
    telefono = enciende(somebody(sistema, "G"))
    register(telefono, auxiliar)
    telefono.contexto.set_offline(True)
    telefono.tap("Captura de Datos")
    folio = telefono.capture("G")
    telefono.contexto.set_offline(False)
    telefono.contexto.clear_cookies()
    telefono.page.evaluate("sessionStorage.clear()")
    telefono.page.reload()
    telefono.page.get_by_label("Contraseña local").fill("otra que no es")
    telefono.tap("Abrir")
    telefono.page.get_by_text("No se borra nada").wait_for()
    telefono.tap("Olvidé mi contraseña")
    telefono.sign_in(auxiliar.correo)
    telefono.title("Restablecer contraseña")
    telefono.page.get_by_label("Contraseña local").fill(f"{CLAVE} nueva")
    telefono.page.get_by_label("Escríbala otra vez").fill(f"{CLAVE} nueva")
    telefono.tap("Guardar contraseña")
    telefono.tap(re.compile("^Pendientes"))
    assert telefono.received() == [folio]
