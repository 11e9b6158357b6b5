"""The Portal Web in a real browser, on the local cloud: a story a role, and what must never happen to a verdict."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from local.entrada import emblema
from tests.e2e.formas import as_csv, persona, registro
from tests.e2e.portal_web.sistema import P, Portal
from tests.e2e.portal_web.visita import Visita

pytestmark = pytest.mark.nube


def test_an_operator_judges_by_keyboard_alone(portal: Portal):
    dados: dict[str, str] = {}
    with portal.navegador.visit() as v:
        v.official("opera1@ine.invalid", "/mesa")
        pagina, figuras = v.pagina, v.pagina.locator(".figuras")
        for tecla in ("v", "m", "v", "k", "v"):
            folio = _shown(v)
            dados[folio] = tecla
            pagina.keyboard.press(tecla)
            expect(figuras).not_to_have_attribute("data-folio", folio)
        ultimo = _shown(v)
        pagina.keyboard.press("f")
        pagina.keyboard.press("2")
        pagina.keyboard.type("El OCR no se lee")
        pagina.keyboard.press("Enter")
        expect(figuras).not_to_have_attribute("data-folio", ultimo)
        pagina.keyboard.press("Backspace")
        expect(figuras).to_have_attribute("data-folio", ultimo, timeout=20_000)
        v.picture("escritorio")
        assert v.accessible() == []
        pagina.keyboard.press("?")
        expect(pagina.get_by_role("dialog", name="Teclas del escritorio")).to_be_visible()
        assert v.accessible() == []
    portal.corredor.pump.espera_quietud(60, still=0.5)
    lee = portal.elsewhere("administra@ine.invalid")
    apoyos = {f: lee(f"/v1/apoyos/{f}") for f in [*dados, ultimo]}
    for folio, tecla in dados.items():
        assert apoyos[folio]["revisado"], folio
        assert apoyos[folio]["fundamento"].endswith(f"{tecla})") is (tecla != "v")
    assert not apoyos[ultimo]["revisado"]


def _shown(v: Visita) -> str:
    """Folio on the screen once its pictures are painted and its verdict can be given."""
    expect(v.pagina.get_by_role("button", name=re.compile("^Válido"))).to_be_enabled(timeout=30_000)
    return str(v.pagina.locator(".figuras").get_attribute("data-folio"))


def test_a_verdict_that_does_not_arrive_comes_back_and_holds_the_keys(portal: Portal):
    with portal.navegador.visit() as v:
        v.official("opera2@ine.invalid", "/mesa")
        folio = _shown(v)
        v.pagina.route("**/dictamen", lambda r: r.abort())
        v.pagina.keyboard.press("v")
        expect(v.pagina.locator(".detenido")).to_contain_text(folio)
        expect(v.pagina.locator(".figuras")).to_have_attribute("data-folio", folio)
        v.pagina.keyboard.press("m")
        expect(v.pagina.locator(".figuras")).to_have_attribute("data-folio", folio)
        v.pagina.unroute("**/dictamen")
        v.pagina.get_by_role("button", name="Enviar otra vez el mismo dictamen").click()
        expect(v.pagina.locator(".figuras")).not_to_have_attribute("data-folio", folio)
        v.fallas = [f for f in v.fallas if "ERR_FAILED" not in f]


def test_an_aspirante_registers_one_by_one_and_by_file_and_reads_what_each_class_means(
    portal: Portal, tmp_path: Path
):
    nuevos = portal.mundo.elegibles[-4:]
    with portal.navegador.visit() as v:
        v.federated("aspirante1@muestra.invalid")
        v.menu("Auxiliares")
        v.do("Registrar a una persona auxiliar", **persona(nuevos[0], "nueva@muestra.invalid"))
        expect(v.pagina.locator("main [role=status]").first).to_contain_text("Recibirá su Id de Auxiliar")
        v.menu("Cargas")
        archivo = tmp_path / "auxiliares.csv"
        archivo.write_text(
            as_csv([persona(c, f"masiva{i}@muestra.invalid") for i, c in enumerate(nuevos[1:])])
        )
        v.pagina.locator("input[type=file]").set_input_files(archivo)
        v.pagina.get_by_role("button", name="Enviar archivo").click()
        expect(v.pagina.get_by_text("Se registró a 3 personas")).to_be_visible(timeout=60_000)
        v.menu("Registros")
        v.pagina.get_by_label("Clase").select_option("en_lista_nominal")
        expect(v.pagina.get_by_text("Este apoyo cuenta para el umbral")).to_be_visible()
        assert "clase=en_lista_nominal" in v.pagina.url
        v.pagina.locator("tbody a").first.click()
        expect(v.pagina.get_by_role("heading", name="Registro de apoyo")).to_be_visible()
        expect(v.pagina.locator("ol li").first).to_contain_text("Se recibió")
        assert v.accessible() == []


def test_the_opl_takes_an_aspirante_from_draft_to_confirmation_who_then_comes_in(
    portal: Portal, tmp_path: Path
):
    c, correo = portal.mundo.elegibles[-9], "postulante@muestra.invalid"
    png = tmp_path / "emblema.png"
    png.write_bytes(emblema(7))
    with portal.navegador.visit() as v:
        v.official("administra@ine.invalid", f"{P}/aspirantes/nuevo")
        for campo, valor in registro(c, correo).items():
            control = v.pagina.locator(f"form [name={campo}]")
            elige = control.evaluate("e => e.tagName") == "SELECT"
            (control.select_option if elige else control.fill)(valor)
        v.pagina.get_by_role("button", name="Registrar", exact=True).click()
        expect(v.pagina.get_by_text("Registrado, sin confirmar")).to_be_visible(timeout=20_000)
        v.pagina.locator("input[type=file]").set_input_files(png)
        v.pagina.get_by_role("button", name="Guardar emblema").click()
        expect(v.pagina.get_by_alt_text("Emblema del aspirante")).to_be_visible(timeout=20_000)
        with v.pagina.expect_download() as bajada:
            v.pagina.get_by_role("button", name="Generar la Cédula").click()
        assert Path(bajada.value.path()).read_bytes().startswith(b"%PDF")
        expect(v.pagina.get_by_text("Falta confirmar")).to_be_visible(timeout=20_000)
        v.do("Confirmar")
        expect(v.pagina.get_by_text("Confirmado", exact=True).first).to_be_visible(timeout=20_000)
        v.picture("aspirante-confirmado")
        assert v.accessible() == []
    folio = portal.mailed(correo, r"([A-HJ-NP-Z2-9]{8})$")
    with portal.navegador.visit() as v:
        v.pagina.goto(v.base)
        v.pagina.get_by_role("button", name="Entrar con Google").click()
        v.pagina.get_by_label("Correo con ese proveedor").fill(correo)
        v.pagina.get_by_role("button", name="Entrar", exact=True).click()
        v.inside()
        v.menu("Primer acceso")
        v.pagina.get_by_label("Folio único").fill(folio)
        v.pagina.get_by_role("button", name="Entrar con este folio").click()
        expect(v.pagina.get_by_role("heading", name="Aspirante")).to_be_visible(timeout=20_000)


def test_the_ine_grants_an_account_and_the_official_comes_in_for_the_first_time(portal: Portal):
    correo = "estrena@ine.invalid"
    with portal.navegador.visit() as v:
        v.official("derfe@ine.invalid")
        v.menu("OPL")
        v.do("Registrar un OPL", opl="IEEQ", nombre="Instituto de muestra", entidad="22")
        expect(v.pagina.get_by_role("cell", name="IEEQ", exact=True)).to_be_visible()
        v.menu("Cuentas")
        pedida = {
            "rol": "opl",
            "opl": "IEEQ",
            "nombre": "Muestra Estrena Sintética",
            "cargo": "Titular de muestra",
        }
        v.do("Solicitar una cuenta", **pedida, correo=correo, telefono="4421234567", oficio="IEEQ/001/2027")
        v.pagina.locator("main").get_by_label("OPL").fill("IEEQ")
        v.pagina.get_by_role("link", name="Muestra Estrena Sintética").click()
        v.do("Otorgar")
        expect(v.pagina.get_by_text("Bloqueada: falta la Declaración")).to_be_visible()
        v.do("Registrar la Declaración de Confidencialidad", referencia="Declaración 1", sha256="a" * 64)
        expect(v.pagina.get_by_text("Activa", exact=True)).to_be_visible()
        assert v.accessible() == []
    temporal = portal.mailed(correo, r"^Contraseña temporal: (\S+)$")
    with portal.navegador.visit() as v:
        v.pagina.goto(v.base)
        v.pagina.get_by_role("button", name="Entrar con cuenta institucional").click()
        v.pagina.get_by_label("Correo").fill(correo)
        v.pagina.get_by_label("Contraseña", exact=True).fill(temporal)
        v.pagina.get_by_label("Contraseña nueva").fill("Propia-9-Muestra-2027")
        v.pagina.get_by_role("button", name="Entrar", exact=True).click()
        v.inside()
        expect(v.pagina.get_by_role("heading", name="Administración del OPL")).to_be_visible()


def test_a_session_opened_elsewhere_ends_this_one_and_leaving_ends_it_in_the_api(portal: Portal):
    with portal.navegador.visit() as v:
        v.official("supervisa@ine.invalid", f"{P}/mesa")
        expect(v.pagina.get_by_role("heading", name="Tablero de la Mesa de Control")).to_be_visible()
        portal.elsewhere("supervisa@ine.invalid")
        v.pagina.get_by_role("link", name="Calidad").first.click()
        expect(v.pagina.get_by_text("Su sesión se abrió en otro equipo")).to_be_visible(timeout=20_000)
    with portal.navegador.visit() as v:
        v.official("supervisa@ine.invalid", f"{P}/mesa")
        with v.pagina.expect_navigation(), v.pagina.expect_response("**/v1/cuenta/sesion") as cierre:
            v.pagina.get_by_role("button", name="Salir").click()
        assert cierre.value.status == 200
        expect(v.pagina.get_by_text("Salió del sistema")).to_be_visible(timeout=20_000)
