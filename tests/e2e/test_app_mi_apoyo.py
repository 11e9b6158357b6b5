"""A citizen gives their own support with the app: activation, code of the mailbox, capture, receipt (10)."""

import re
import time

import pytest

from tests.e2e.app_accesible import Revision
from tests.e2e.app_mundo import enciende, sitio, somebody  # noqa: F401
from tests.e2e.sistema import Sistema

pytestmark = pytest.mark.nube
_CODIGO = re.compile(r"^Código de activación: (\S+)$", re.MULTILINE)


def mailed_code(sistema: Sistema, correo: str) -> str:
    limite = time.monotonic() + 60
    while time.monotonic() < limite:
        for mail in sistema.mails(correo):
            if hallado := _CODIGO.search(mail.text):
                return hallado[1]
        time.sleep(0.2)
    raise AssertionError(f"no code for {correo}")


def test_a_citizen_activates_chooses_captures_and_gets_the_receipt_10(sistema, enciende):  # noqa: F811
    persona, correo = somebody(sistema, "G"), f"persona{sistema.numero()}@muestra.invalid"
    telefono = enciende(persona)
    with Revision(telefono.page) as revision:
        telefono.tap("Registro Ciudadano")
        telefono.accept_notice()
        telefono.title("Su cuenta")
        telefono.sign_in(correo)
        telefono.title("Proceso")
        telefono.tap(re.compile("Proceso Electoral Local 2027"))
        telefono.tap(re.compile("^Modelo C"))
        telefono.page.get_by_text("No tiene código QR").wait_for()
        telefono.tap(re.compile("Atrás"))
        telefono.tap(re.compile("^Modelo G"))
        telefono.cards(("Reverso",))
        telefono.data()
        telefono.title("Código de activación")
        telefono.page.get_by_label("Código").fill(mailed_code(sistema, correo).lower())
        telefono.tap("Activar")
        telefono.title("¿A quién apoya?")
        telefono.page.locator("[data-aspirante=ASP0002]").click()
        telefono.cards()
        telefono.data()
        telefono.photo()
        telefono.sign()
        folio = telefono.folio()
        telefono.tap("Terminar")
        assert telefono.received() == [folio]
        telefono.page.locator(".renglon").click()
        assert correo in telefono.page.inner_text("main")
    assert (revision.faults(), telefono.errores) == ([], [])
    sistema.quiet()
    apoyo = sistema.item("apoyos", folio=folio)
    assert (apoyo["clase"], apoyo["modo"]) == ("en_lista_nominal", "mi_apoyo")


def test_without_location_a_citizen_cannot_capture_10_3(sistema, enciende):  # noqa: F811
    telefono = enciende(somebody(sistema, "G"))
    correo = f"persona{sistema.numero()}@muestra.invalid"
    telefono.tap("Registro Ciudadano")
    telefono.accept_notice()
    telefono.sign_in(correo)
    telefono.tap(re.compile("Proceso Electoral Local 2027"))
    telefono.tap(re.compile("^Modelo G"))
    telefono.cards(("Reverso",))
    telefono.data()
    telefono.page.get_by_label("Código").fill(mailed_code(sistema, correo))
    telefono.tap("Activar")
    telefono.title("¿A quién apoya?")
    telefono.contexto.clear_permissions()
    telefono.contexto.grant_permissions(["camera"])
    telefono.page.locator("[data-aspirante=ASP0001]").click()
    telefono.page.get_by_text("sin ella no se puede dar el apoyo").wait_for()
