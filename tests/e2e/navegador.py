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


@contextmanager
def page() -> Iterator[Page]:
    """A page of a new browser in Spanish (Mexico)."""
    with sync_playwright() as playwright:
        navegador = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=OPCIONES)
        try:
            yield navegador.new_page(locale="es-MX")
        finally:
            navegador.close()
