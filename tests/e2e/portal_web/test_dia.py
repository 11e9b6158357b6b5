"""A whole day in pages alone: INE opens, OPL sets, aspirante loads, Mesa reviews, hearing reverses, everybody reads.

What a phone does outside the portal is done by the reference client; whatever else happens, somebody does in a page.
The steps are one story: each goes on from the one before it.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from local.audiencia import wait_until
from local.entrada import ANTES, CENTRO, OPL, PROCESO
from tests.e2e.portal_web import cierre
from tests.e2e.portal_web import dia as hoy
from tests.e2e.portal_web.dia import ASPIRANTE, DIA, OPERA, PROPIA, D, Dia, centre
from tests.e2e.portal_web.sistema import Portal
from tests.e2e.portal_web.visita import Visita

pytestmark = pytest.mark.nube
REGISTROS = 4


@pytest.fixture(scope="module")
def dia(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dia]:
    """People of the padrón whom no other story lets in."""
    yield Dia(portal, portal.mundo.elegibles[-40:-20], llaves=tmp_path_factory.mktemp("llaves"))


def test_1_the_ine_opens_and_the_opl_sets_everything_in_time(portal: Portal, dia: Dia, tmp_path: Path):
    with portal.corredor.earlier(ANTES):
        with portal.navegador.visit() as v:
            v.official("derfe@ine.invalid")
            hoy.open_process(v)
            alcance = {"opl": OPL, "proceso": DIA, "fecha": (datetime.now(UTC) - ANTES).date().isoformat()}
            hoy.account(v, portal, "operador", OPERA, "Muestra Operadora Día", **alcance)
        with portal.navegador.visit() as v:
            v.official("administra@ine.invalid")
            hoy.set_period(v, dia.gente[8].municipio, cierre.key_pair(dia.llaves))
            v.go(D)
            v.picture("dia-preparacion")
    with portal.navegador.visit() as v:
        v.official("administra@ine.invalid")
        hoy.register_aspirante(v, dia.gente[0], tmp_path)


def test_2_the_aspirante_comes_in_and_the_mesa_begins_its_shift(portal: Portal, dia: Dia, tmp_path: Path):
    with portal.navegador.visit() as v:
        hoy.come_in(v, dia)
    with portal.navegador.visit() as v:
        v.password(OPERA, PROPIA, camino="/mesa")
        expect(v.pagina.get_by_role("button", name=re.compile("^Ponerse en turno"))).to_be_enabled(
            timeout=30_000
        )
        v.pagina.keyboard.press("F8")
        expect(v.pagina.get_by_text("Su cola está vacía")).to_be_visible(timeout=120_000)
    hoy.send_from_a_phone(dia, REGISTROS, tmp_path)
    assert len(dia.enviados) == REGISTROS


def test_3_the_operator_reviews_by_keyboard_and_takes_one_back_after_a_reload(portal: Portal, dia: Dia):
    with portal.navegador.visit() as v:
        v.password(OPERA, PROPIA, camino="/mesa")
        for tecla in "mvvv":
            _judge(v, tecla)
        expect(v.pagina.get_by_text("Su cola está vacía")).to_be_visible(timeout=60_000)
        v.pagina.reload()
        expect(v.pagina.get_by_role("button", name=re.compile("Mis dictámenes"))).to_be_visible(
            timeout=30_000
        )
        v.pagina.keyboard.press("F9")
        dialogo = v.pagina.get_by_role("dialog", name="Mis dictámenes recientes")
        expect(dialogo.locator("tbody tr")).to_have_count(REGISTROS, timeout=120_000)
        assert v.accessible() == []
        malo = dialogo.locator("tbody tr", has_text="m)").locator("code").inner_text()
        dialogo.locator("tbody tr", has_text="m)").get_by_role("button", name="Deshacer").click()
        expect(v.pagina.locator(".figuras")).to_have_attribute("data-folio", malo, timeout=120_000)
        _judge(v, "m")
        expect(v.pagina.get_by_text("Su cola está vacía")).to_be_visible(timeout=60_000)
    portal.quiet()


def _judge(v: Visita, tecla: str) -> None:
    expect(v.pagina.get_by_role("button", name=re.compile("^Válido"))).to_be_enabled(timeout=60_000)
    folio = v.pagina.locator(".figuras").get_attribute("data-folio") or ""
    with v.pagina.expect_response(f"**/{folio}/dictamen") as respuesta:
        v.pagina.keyboard.press(tecla)
    assert respuesta.value.status == 200, respuesta.value.text()


def test_4_the_aspirante_asks_for_a_hearing_and_it_reverses_the_verdict(
    portal: Portal, dia: Dia, tmp_path: Path
):
    with portal.navegador.visit() as v:
        v.provider(ASPIRANTE)
        v.menu("Audiencias")
        v.pagina.get_by_role("button", name="Solicitar una audiencia").click()
        v.pagina.get_by_role("checkbox").first.check()
        v.pagina.get_by_role("button", name="Solicitar la audiencia").click()
        expect(v.pagina.get_by_role("heading", name=re.compile("^Audiencia "))).to_be_visible(timeout=120_000)
        dia.audiencia = v.pagina.url.rpartition("/")[2]
    with portal.navegador.visit() as v:
        v.official("administra@ine.invalid", f"{D}/mesa")
        dia.operador = v.pagina.get_by_role("region", name="Operadores").locator("td code").first.inner_text()
        v.go(f"/audiencia/{dia.audiencia}")
        fecha = centre(datetime.now(UTC) + timedelta(seconds=100))
        v.do("Programar", fecha=fecha, funcionarios=dia.operador, lugar="Sala de muestra")
        expect(v.pagina.get_by_text("Programada").first).to_be_visible(timeout=120_000)
        wait_until(fecha)
        v.do("Iniciar")
        expect(v.pagina.get_by_text("En desahogo").first).to_be_visible(timeout=60_000)
        with portal.navegador.visit() as suya:
            _reverse(suya, dia)
        si_o_no = {"aspirante": "si", "representante": "no", "oficialia_electoral": "si"}
        v.do("Registrar la asistencia", **si_o_no)
        expect(v.pagina.get_by_text("aspirante, Oficialía Electoral")).to_be_visible(timeout=120_000)
        v.do("Concluir")
        expect(v.pagina.get_by_text("Concluida").first).to_be_visible(timeout=120_000)
        v.picture("dia-audiencia")
        with v.pagina.expect_download():
            v.pagina.get_by_role("button", name="Guardar el oficio de resultado").click()
        acta = tmp_path / "acta.pdf"
        hoy.blank_pdf(acta)
        v.pagina.get_by_label("Acta de Hechos").set_input_files(acta)
        v.pagina.get_by_role("button", name="Adjuntar el Acta").click()
        expect(v.pagina.get_by_text("Adjunta", exact=True)).to_be_visible(timeout=120_000)
        v.do("Notificar a la DERFE", oficio="IEEG/AUD/9/2027")
        expect(v.pagina.get_by_text("Notificada a la DERFE").first).to_be_visible(timeout=120_000)
    portal.quiet()


def _reverse(v: Visita, dia: Dia) -> None:
    """The operator reverses by keyboard, with the record found by the menu."""
    v.password(OPERA, PROPIA)
    v.menu("Audiencias")
    v.pagina.get_by_role("link", name=dia.audiencia).click()
    expect(v.pagina.get_by_role("button", name=re.compile("^Revertir"))).to_be_enabled(timeout=60_000)
    v.picture("dia-escritorio-audiencia")
    assert v.accessible() == []
    v.pagina.keyboard.press("v")
    expect(v.pagina.get_by_text("No le quedan registros en esta audiencia")).to_be_visible(timeout=60_000)


def test_5_paper_is_typed_by_keyboard_alone(portal: Portal, dia: Dia):
    with portal.navegador.visit() as v:
        v.official("administra@ine.invalid", f"/aspirante/{dia.aspirante}/excepciones")
        v.do("Otorgar un municipio", municipio=dia.gente[8].municipio, oficio="IEEG/EXC/1/2027")
        expect(v.pagina.get_by_role("cell", name="IEEG/EXC/1/2027")).to_be_visible(timeout=120_000)
    c = dia.gente[8]
    with portal.navegador.visit() as v:
        v.password(OPERA, PROPIA, camino="/captura")
        v.pagina.get_by_label("Folio del aspirante").press_sequentially(dia.aspirante)
        v.pagina.keyboard.press("Enter")
        v.do("Recibir un lote", oficio="IEEG/PAP/1/2027", declaradas="1", municipio=c.municipio)
        expect(v.pagina.get_by_role("heading", name="Cédula 1", exact=True)).to_be_visible(timeout=120_000)
        v.pagina.get_by_label("Clave de elector").focus()
        nombre = (c.nombre, c.apellido_paterno, c.apellido_materno)
        for n, dato in enumerate((c.clave_elector, c.cic, c.ocr, "00", *nombre, c.municipio, c.seccion)):
            v.pagina.keyboard.press("Tab" if n else "Home")
            v.pagina.keyboard.type(dato)
        v.pagina.keyboard.press("Tab")
        # The order of day and month in the field is the browser's own language, not the page's.
        v.pagina.get_by_label("Fecha en que se firmó").fill(datetime.now(CENTRO).date().isoformat())
        v.picture("dia-captura-manual")
        assert v.accessible() == []
        v.pagina.keyboard.press("Enter")
        expect(v.pagina.get_by_text("Cédula 1 guardada con folio")).to_be_visible(timeout=120_000)
        v.do("Cerrar el lote", capturadas="1")
        expect(v.pagina.get_by_text("Cerrado ")).to_be_visible(timeout=120_000)
    portal.quiet()


def test_6_everybody_reads_what_came_of_it(portal: Portal, dia: Dia):
    with portal.navegador.visit() as v:
        v.provider(ASPIRANTE, f"/aspirante/{dia.aspirante}/registros")
        expect(v.pagina.locator("tbody tr")).to_have_count(REGISTROS + 1, timeout=120_000)
        v.menu("Avance de apoyos")
        expect(v.pagina.get_by_text("Se alcanzó el número de apoyos.")).to_be_visible(timeout=120_000)
        v.picture("dia-avance")
        v.menu("Reportes")
        v.do("Pedir un reporte", formato="csv")
        expect(v.pagina.locator("tbody tr").first).to_be_visible(timeout=120_000)
    with portal.navegador.visit() as v:
        v.official("derfe@ine.invalid", "/avance")
        expect(v.pagina.get_by_role("link", name="Proceso del día")).to_be_visible(timeout=120_000)
    with portal.navegador.visit() as v:
        v.pagina.goto(v.base)
        v.menu("Avance público")
        expect(v.pagina.get_by_role("link", name="Proceso del día")).to_be_visible(timeout=120_000)
        with v.pagina.expect_download() as bajada:
            v.pagina.get_by_role("button", name="Guardar los datos (CSV)").click()
        datos = Path(bajada.value.path()).read_text(encoding="utf-8-sig")
        assert DIA in datos and PROCESO in datos and dia.aspirante not in datos
        assert v.accessible() == []


def test_7_whoever_needs_help_is_attended_by_inetel_and_by_the_mato(portal: Portal, dia: Dia):
    inetel, mato = "inetel@ine.invalid", "mato@ine.invalid"
    with portal.navegador.visit() as v:
        v.official("derfe@ine.invalid")
        hoy.account(v, portal, "inetel", inetel, "Muestra Inetel Sintética")
        hoy.account(v, portal, "mato", mato, "Muestra Mato Sintética")
    with portal.navegador.visit() as v:
        v.provider(ASPIRANTE)
        v.menu("Mis solicitudes")
        v.do("Abrir una solicitud", tema="portal", texto="No encuentro un registro.")
        expect(v.pagina.get_by_role("heading", name=re.compile("^Solicitud S"))).to_be_visible(
            timeout=120_000
        )
        solicitud = v.pagina.url.rpartition("/")[2]
    with portal.navegador.visit() as v:
        v.password(inetel, PROPIA, camino="/atencion")
        v.pagina.get_by_role("link", name=solicitud).click()
        v.do("Atender")
        v.do("Turnar a MATO", texto="Requiere soporte técnico.")
    with portal.navegador.visit() as v:
        v.password(mato, PROPIA, camino=f"/solicitudes/{solicitud}")
        v.do("Atender")
        v.do("Escribir", texto="Está en Registros, con el filtro de clase.")
        v.do("Resolver", texto="Queda resuelta.")
        expect(v.pagina.get_by_text("Resuelta", exact=True).first).to_be_visible(timeout=120_000)
        v.picture("dia-solicitud")
        assert v.accessible() == []


def test_8_the_results_are_delivered_and_a_court_gets_what_it_requires(
    portal: Portal, dia: Dia, tmp_path: Path
):
    """15.2, 15.3, 16.2: what was downloaded is opened by the OPL's own tool, with the key that the portal shows.

    The delivery begins two minutes after its cut; meanwhile the requirement is attended.
    """
    cierre.end_period(portal)
    with portal.navegador.visit() as v:
        cierre.conclude(v)
    with portal.navegador.visit() as v:
        cierre.order(v)
    del_tribunal = tmp_path / "tribunal"
    with portal.navegador.visit() as v:
        cierre.require(v, dia.enviados[0], cierre.key_pair(del_tribunal))
        v.do("Tomar el paquete para entregarlo")
        cierre.download(v, "Archivos del paquete", tmp_path / "paquete")
        v.do("Anotar la respuesta", oficio="INE/DERFE/9/2027")
        expect(v.pagina.get_by_text("Respondido en plazo")).to_be_visible(timeout=120_000)
        expect(
            v.pagina.get_by_role("region", name="Comunicaciones del paquete").locator("tbody tr")
        ).to_have_count(1)
    with portal.navegador.visit() as v:
        v.official("administra@ine.invalid", f"{D}/entrega")
        v.pagina.get_by_role("button", name="Pedir los enlaces de descarga").click()
        cierre.download(v, "Archivos de la entrega", tmp_path / "entrega")
        sistema = cierre.system_key(v)
    dicho = cierre.opened(tmp_path / "entrega", dia.llaves, sistema, tmp_path / "resultados")
    assert f"Total: {REGISTROS + 1}\n" in dicho and "Cierra" in dicho
    cierre.opened(tmp_path / "paquete", del_tribunal, sistema, tmp_path / "abierto")
    assert [a.name for a in (tmp_path / "abierto").glob("*.zip")] == [f"{dia.enviados[0]}.zip"]


def test_9_the_data_are_disposed_of_with_two_approvals_and_a_certificate(
    portal: Portal, dia: Dia, tmp_path: Path
):
    archivo = "archivodia@ine.invalid"
    cierre.months_pass(portal)
    with portal.navegador.visit() as v:
        cierre.list_disposal(v)
        hoy.account(v, portal, "ine", archivo, "Muestra Archivo Día")
    with portal.navegador.visit() as v:
        v.password(archivo, PROPIA)
        dicho = json.loads(cierre.certify(v, tmp_path))
    assert dicho["quedan"] == 0
    with portal.navegador.visit() as v:
        v.official("administra@ine.invalid", f"{D}/conservacion")
        expect(v.pagina.get_by_text("Los datos del proceso ya se dispusieron")).to_be_visible(timeout=120_000)
        v.go(f"/aspirante/{dia.aspirante}/registros")
        expect(v.pagina.locator("main .aviso-mal").first).to_contain_text("No hay nada con ese identificador")
