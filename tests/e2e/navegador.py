"""Debian's Chromium, driven by Playwright."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

from local.navegador import CHROMIUM, OPCIONES

# A bound for whatever a page is waited for, far above what a busy machine needs: a slow page is not a failure.
ESPERA_MS = 300_000


@contextmanager
def page() -> Iterator[Page]:
    """A page of a new browser in Spanish (Mexico)."""
    with sync_playwright() as playwright:
        navegador = playwright.chromium.launch(executable_path=CHROMIUM, args=OPCIONES)
        try:
            pagina = navegador.new_page(locale="es-MX")
            pagina.set_default_timeout(ESPERA_MS)
            yield pagina
        finally:
            navegador.close()
