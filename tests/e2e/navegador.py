"""Debian's Chromium, driven by Playwright: it opens only addresses on loopback."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

OPCIONES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]

# A bound for whatever a page is waited for, far above what a busy machine needs: a slow page is not a failure.
ESPERA_MS = 300_000


@contextmanager
def page() -> Iterator[Page]:
    """A page of a new browser in Spanish (Mexico)."""
    with sync_playwright() as playwright:
        navegador = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=OPCIONES)
        try:
            pagina = navegador.new_page(locale="es-MX")
            pagina.set_default_timeout(ESPERA_MS)
            yield pagina
        finally:
            navegador.close()
