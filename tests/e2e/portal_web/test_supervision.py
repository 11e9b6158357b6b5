"""The Mesa's supervisor in the browser: board, drain, level, disagreements, escalated records (13.3-13.9)."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.portal_web.sistema import P, Portal
from tests.e2e.portal_web.visita import Visita

pytestmark = pytest.mark.nube
UNA, OTRA = "Muestra Operab Sintética", "Muestra Operac Sintética"
PACIENCIA = 120_000


def test_the_supervisor_sees_moves_compares_and_decides(portal: Portal):
    with portal.navegador.visit() as v:
        v.official("supervisa@ine.invalid", f"{P}/mesa")
        _drain(v)
        _share(v, "100")
    with portal.navegador.visit() as v:
        juzgado, escalado = _judge_and_escalate(v)
    with portal.navegador.visit() as v:
        v.official("opera2@ine.invalid", "/mesa")
        assert _judge(v, "m") == juzgado
        expect(v.pagina.get_by_text("Su cola está vacía")).to_be_visible(timeout=PACIENCIA)
    portal.quiet()
    with portal.navegador.visit() as v:
        v.official("supervisa@ine.invalid", f"{P}/mesa")
        _share(v, "5")
        _settle_by_keyboard(v, juzgado)
        _determine(v, escalado)
        _level(v)
    portal.quiet()
    lee = portal.elsewhere("administra@ine.invalid")
    assert lee(f"/v1/apoyos/{juzgado}")["fundamento"].endswith("m)")
    assert lee(f"/v1/apoyos/{escalado}")["revisado"]


def _row(v: Visita, quien: str) -> Locator:
    return v.pagina.get_by_role("region", name="Operadores", exact=True).locator("tbody tr", has_text=quien)


def _open(v: Visita, quien: str) -> int:
    """How many records that operator has, as the board says."""
    expect(_row(v, quien)).to_have_count(1, timeout=PACIENCIA)
    return int(_row(v, quien).locator("td.cifra").nth(1).inner_text())


def _drain(v: Visita) -> None:
    """All that the second operator has goes to whoever is on shift: the first one."""
    antes = _open(v, UNA) + _open(v, OTRA)
    assert _open(v, OTRA) > 0
    _row(v, OTRA).get_by_role("button", name="Retirar registros").click()
    assert v.accessible() == []
    dialogo = v.pagina.locator("dialog[open]")
    for campo in ("repartir", "forzar"):
        dialogo.locator(f"[name={campo}]").select_option("si")
    dialogo.locator("button[type=submit]").click()
    expect(
        v.pagina.get_by_text(re.compile(rf"^Se retiraron \d+ registros a {OTRA}; le quedan 0"))
    ).to_be_visible(timeout=PACIENCIA)
    expect(_row(v, OTRA).locator("td.cifra").nth(1)).to_have_text("0", timeout=PACIENCIA)
    assert _open(v, UNA) == antes
    v.picture("supervisa-tablero")


def _share(v: Visita, porcentaje: str) -> None:
    v.go(f"{P}/calidad")
    v.do("Cambiar la muestra", porcentaje=porcentaje)
    expect(v.pagina.get_by_text(f"{porcentaje} %", exact=True).first).to_be_visible(timeout=PACIENCIA)


def _judge(v: Visita, tecla: str) -> str:
    """Judge the record shown by one key; its folio."""
    expect(v.pagina.get_by_role("button", name=re.compile("^Válido"))).to_be_enabled(timeout=PACIENCIA)
    folio = v.pagina.locator(".figuras").get_attribute("data-folio") or ""
    with v.pagina.expect_response(f"**/{folio}/dictamen") as respuesta:
        v.pagina.keyboard.press(tecla)
    assert respuesta.value.status == 200, respuesta.value.text()
    return folio


def _judge_and_escalate(v: Visita) -> tuple[str, str]:
    """The first operator finds one valid, and cannot decide on the next."""
    v.official("opera1@ine.invalid", "/mesa")
    juzgado = _judge(v, "v")
    expect(v.pagina.locator(".figuras")).not_to_have_attribute("data-folio", juzgado, timeout=PACIENCIA)
    expect(v.pagina.get_by_role("button", name=re.compile("^Válido"))).to_be_enabled(timeout=PACIENCIA)
    escalado = v.pagina.locator(".figuras").get_attribute("data-folio") or ""
    v.pagina.keyboard.press("F4")
    v.pagina.get_by_label(re.compile("^Qué observa")).fill("La credencial tiene una perforación.")
    v.pagina.locator("dialog[open] button[type=submit]").click()
    expect(v.pagina.get_by_text(f"Se escaló {escalado}")).to_be_visible(timeout=PACIENCIA)
    return juzgado, escalado


def _settle_by_keyboard(v: Visita, folio: str) -> None:
    """Both verdicts and the record before whoever decides, by keyboard alone from the link on."""
    lista = v.pagina.get_by_role("region", name="Desacuerdos por resolver")
    expect(lista).to_contain_text(UNA, timeout=PACIENCIA)
    expect(lista).to_contain_text(OTRA)
    lista.get_by_role("link", name=folio).press("Enter")
    expect(v.pagina.locator(".imagenes img")).to_have_count(4, timeout=PACIENCIA)
    v.picture("supervisa-desacuerdo")
    assert v.accessible() == []
    v.pagina.get_by_role("button", name="Resolver", exact=True).press("Enter")
    assert v.accessible() == []
    v.pagina.get_by_label(re.compile("^Prevalece")).press("ArrowDown")
    v.pagina.keyboard.press("ArrowDown")
    v.pagina.keyboard.press("Tab")
    v.pagina.keyboard.press("ArrowDown")
    v.pagina.keyboard.press("Tab")
    v.pagina.keyboard.press("Enter")
    expect(v.pagina.get_by_role("heading", name="Calidad de la revisión")).to_be_visible(timeout=PACIENCIA)
    expect(v.pagina.get_by_role("link", name=folio)).to_have_count(0, timeout=PACIENCIA)


def _determine(v: Visita, folio: str) -> None:
    """What no inciso describes is determined with the record and what was said of it in sight (13.8)."""
    v.menu("Escalados")
    v.pagina.get_by_role("link", name=folio).click()
    expect(v.pagina.get_by_text("La credencial tiene una perforación.")).to_be_visible(timeout=PACIENCIA)
    expect(v.pagina.locator(".imagenes img")).to_have_count(4)
    assert v.accessible() == []
    v.do(
        "Determinar", valido="si", texto="La perforación no impide ver ningún dato.", oficio="IEEG/DET/1/2027"
    )
    expect(v.pagina.get_by_text("No hay registros escalados.")).to_be_visible(timeout=PACIENCIA)


def _level(v: Visita) -> None:
    """First counted, then levelled: who had nothing has half of it."""
    v.menu("Tablero")
    v.do("Asignar registros", solo_contar="si")
    expect(v.pagina.get_by_text(re.compile(r"^Se moverían \d+ registros"))).to_be_visible(timeout=PACIENCIA)
    v.do("Nivelar cargas", forzar="si")
    expect(v.pagina.get_by_text(re.compile(r"^Se movieron [1-9]\d* registros; faltan 0"))).to_be_visible(
        timeout=PACIENCIA
    )
    expect(_row(v, OTRA).locator("td.cifra").nth(1)).not_to_have_text("0", timeout=PACIENCIA)
    assert abs(_open(v, UNA) - _open(v, OTRA)) <= 1
