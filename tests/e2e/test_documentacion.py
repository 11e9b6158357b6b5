"""The page on which the API is read and tried, in a real browser."""

import pytest
from playwright.sync_api import Page

from local.documentacion import Documentacion
from tests.e2e.navegador import page
from tests.e2e.sistema import Sistema

pytestmark = pytest.mark.nube


def scrolled_through(pagina: Page) -> set[str]:
    """Ids of all operations that somebody sees who scrolls to the end: of so many it draws those in view only."""
    pagina.wait_for_selector(".opblock")
    vistas: set[str] = set()
    quieta = 0
    while quieta < 3:
        vistas |= set(pagina.locator(".opblock").evaluate_all("bloques => bloques.map(b => b.id)"))
        antes = pagina.evaluate("window.scrollY")
        pagina.mouse.wheel(0, 500)
        pagina.wait_for_timeout(100)
        quieta = quieta + 1 if pagina.evaluate("window.scrollY") == antes else 0
    return vistas


def test_the_page_lists_every_operation_and_tries_one(sistema: Sistema):
    documento = sistema.pide("GET", "/v1/openapi.json").json()
    operaciones = sum(len(metodos) for metodos in documento["paths"].values())
    with Documentacion(sistema.corredor.url) as servida, page() as pagina:
        fallas: list[str] = []
        pagina.on("console", lambda m: fallas.append(m.text) if m.type == "error" else None)
        pagina.goto(servida.url)
        assert len(scrolled_through(pagina)) == operaciones
        bloque = pagina.locator("#operations-openapi-consultar_openapi")
        while not bloque.count():
            pagina.mouse.wheel(0, -500)
            pagina.wait_for_timeout(100)
        bloque.locator(".opblock-summary-control").click()
        bloque.locator(".try-out__btn").click()
        bloque.locator(".execute").click()
        pagina.wait_for_selector(".live-responses-table tbody .response-col_status")
        assert (
            bloque.locator(".live-responses-table tbody .response-col_status").first.inner_text().strip()
            == "200"
        )
        assert fallas == []
