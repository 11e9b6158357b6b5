"""The page on which the API is read and tried, in a real browser."""

from collections import Counter

import pytest
from playwright.sync_api import Page

from local.documentacion import Documentacion
from tests.e2e.navegador import page
from tests.e2e.sistema import Sistema

pytestmark = pytest.mark.nube


def listed(pagina: Page, etiqueta: str) -> set[str]:
    """Ids of the operations that appear when somebody opens a room of the page."""
    seccion = pagina.locator(f"#operations-tag-{etiqueta}")
    seccion.click()
    bloques = pagina.locator(f"[id^='operations-{etiqueta}-']")
    bloques.first.wait_for()
    vistas: set[str] = set()
    while nuevas := set(bloques.evaluate_all("bs => bs.map(b => b.id)")) - vistas:
        vistas |= nuevas
        bloques.last.scroll_into_view_if_needed()
    seccion.click()
    bloques.first.wait_for(state="detached")
    return vistas


def test_the_page_lists_every_operation_and_tries_one(sistema: Sistema):
    """Rooms are closed at first; opened, they show every operation; a filter narrows them; one is tried."""
    documento = sistema.pide("GET", "/v1/openapi.json").json()
    por_cuarto = Counter(o["tags"][0] for metodos in documento["paths"].values() for o in metodos.values())
    with Documentacion(sistema.corredor.url) as servida, page() as pagina:
        fallas: list[str] = []
        pagina.on("console", lambda m: fallas.append(m.text) if m.type == "error" else None)
        pagina.goto(servida.url)
        pagina.wait_for_selector(".opblock-tag")
        assert pagina.locator(".opblock").count() == 0
        assert {c: len(listed(pagina, c)) for c in por_cuarto} == dict(por_cuarto)
        pagina.locator(".operation-filter-input").fill("documentacion")
        pagina.locator("#operations-tag-mesa").wait_for(state="detached")
        pagina.locator("#operations-tag-documentacion").click()
        bloque = pagina.locator("#operations-documentacion-consultar_openapi")
        bloque.locator(".opblock-summary-control").click()
        bloque.locator(".execute").click()
        respuesta = bloque.locator(".live-responses-table tbody .response-col_status").first
        respuesta.wait_for()
        assert respuesta.inner_text().strip() == "200"
        assert fallas == []
