"""The page on which the API is read and tried, in a real browser."""

import pytest

from local.documentacion import Documentacion
from tests.e2e.navegador import page
from tests.e2e.sistema import Sistema

pytestmark = pytest.mark.nube


def test_the_page_lists_every_operation_and_tries_one(sistema: Sistema):
    documento = sistema.pide("GET", "/v1/openapi.json").json()
    operaciones = sum(len(metodos) for metodos in documento["paths"].values())
    with Documentacion(sistema.corredor.url) as servida, page() as pagina:
        fallas: list[str] = []
        pagina.on("console", lambda m: fallas.append(m.text) if m.type == "error" else None)
        pagina.goto(servida.url)
        pagina.wait_for_selector(".opblock")
        assert pagina.locator(".opblock").count() == operaciones
        bloque = pagina.locator("#operations-openapi-consultar_openapi")
        bloque.locator(".opblock-summary-control").click()
        bloque.locator(".try-out__btn").click()
        bloque.locator(".execute").click()
        pagina.wait_for_selector(".live-responses-table tbody .response-col_status")
        assert (
            bloque.locator(".live-responses-table tbody .response-col_status").first.inner_text().strip()
            == "200"
        )
        assert fallas == []
