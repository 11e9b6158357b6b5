"""A person before the Portal Web in Debian's Chromium: signing in, going from page to page, and what must never happen.

Every visit watches for what the site's policy blocked, for requests to other hosts and for faults of the pages.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from local.nube import ROOT
from tests.e2e.navegador import ESPERA_MS, OPCIONES

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
CAPTURAS = ROOT / "build" / "capturas"
_VIGILA = """
window.__bloqueado = [];
document.addEventListener('securitypolicyviolation',
  e => window.__bloqueado.push(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
"""
MANUALES = ROOT / "docs" / "manuales"
ANCHO_DE_MANUAL, ALTO_DE_MANUAL = 1000, 1300
ESPERADAS = "Failed to load resource: the server responded with a status of 4"
"""Chromium notes each refusal of the API as an error; the page shows it in its own words."""


def named_pictures() -> set[str]:
    """Names of the pictures that the manuals show."""
    textos = "".join(m.read_text() for m in MANUALES.glob("*.md"))
    return set(re.findall(r"imagenes/([\w-]+)\.webp", textos))


@dataclass
class Visita:
    """One person's tab. `fallas`: what the console and the network told that must not be."""

    pagina: Page
    base: str
    permitidos: set[str]
    fallas: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pagina.on("console", lambda m: self._note(m.text) if m.type == "error" else None)
        self.pagina.on("pageerror", lambda e: self.fallas.append(str(e)))
        self.pagina.on("request", lambda r: self._host(r.url))

    def _note(self, texto: str) -> None:
        if not texto.startswith(ESPERADAS):
            self.fallas.append(texto)

    def _host(self, url: str) -> None:
        partes = urlsplit(url)
        if partes.scheme in ("http", "https") and partes.netloc not in self.permitidos:
            self.fallas.append(f"petición a {partes.netloc}")

    def official(self, correo: str, camino: str = "/") -> None:
        """Sign in with an institutional account of the list, and come back to that page."""
        self.pagina.goto(self.base + camino)
        self.pagina.get_by_role("button", name="Entrar con cuenta institucional").click()
        self._known(correo)

    def federated(self, correo: str, camino: str = "/") -> None:
        """Sign in with a provider's account of the list."""
        self.pagina.goto(self.base + camino)
        self.pagina.get_by_role("button", name="Entrar con Google").click()
        self._known(correo)

    def _known(self, correo: str) -> None:
        self.pagina.get_by_role("button", name=correo, exact=True).click()
        self.inside()

    def inside(self) -> None:
        """Wait until a session is open."""
        expect(self.pagina.get_by_role("button", name="Salir")).to_be_visible(timeout=20_000)

    def password(self, correo: str, clave: str, nueva: str = "", camino: str = "/") -> None:
        """Sign in with an institutional account that is not on the list; `nueva`: for the first time."""
        self.pagina.goto(self.base + camino)
        self.pagina.get_by_role("button", name="Entrar con cuenta institucional").click()
        self.pagina.get_by_label("Correo").fill(correo)
        self.pagina.get_by_label("Contraseña", exact=True).fill(clave)
        if nueva:
            self.pagina.get_by_label("Contraseña nueva").fill(nueva)
        self.pagina.get_by_role("button", name="Entrar", exact=True).click()
        self.inside()

    def provider(self, correo: str, camino: str = "/") -> None:
        """Sign in with an account of a provider that is not on the list."""
        self.pagina.goto(self.base + camino)
        self.pagina.get_by_role("button", name="Entrar con Google").click()
        self.pagina.get_by_label("Correo con ese proveedor").fill(correo)
        self.pagina.get_by_role("button", name="Entrar", exact=True).click()
        self.inside()

    def go(self, camino: str) -> None:
        """Another page of the portal in the same session, and quiet."""
        self.pagina.evaluate("a => history.pushState(null, '', a)", camino)
        self.pagina.wait_for_load_state("networkidle")
        expect(self.pagina.locator("main .cargando")).to_have_count(0, timeout=120_000)

    def menu(self, texto: str) -> None:
        """By the menu, as people do."""
        menu = self.pagina.get_by_role("navigation", name="Páginas", exact=True)
        menu.get_by_role("link", name=texto, exact=True).click()

    def do(self, boton: str, **campos: str) -> None:
        """Open a dialog by its button, fill it by its fields' names (boxes: their values), and send it."""
        self.pagina.get_by_role("button", name=boton, exact=True).first.click()
        dialogo = self.pagina.locator("dialog[open]")
        for nombre, valor in campos.items():
            varias = dialogo.locator(f"[data-varias={nombre}]")
            campo = dialogo.locator(f"[name={nombre}]")
            if varias.count():
                for una in valor.split():
                    varias.locator(f"input[value={una}]").check()
            elif campo.evaluate("e => e.tagName") == "SELECT":
                campo.select_option(valor)
            else:
                campo.fill(valor)
        dialogo.locator("button[type=submit]").click()
        expect(self.pagina.locator("dialog[open]")).to_have_count(0, timeout=120_000)

    def accessible(self) -> list[str]:
        """Violations that axe finds on the page as it is now; it must have looked at something."""
        self.pagina.evaluate(AXE.read_text())
        visto: dict[str, Any] = self.pagina.evaluate("axe.run(document)")
        assert len(visto["passes"]) > 5
        return [
            f"{urlsplit(self.pagina.url).path}: {v['id']} {v['nodes'][0]['html'][:120]}"
            for v in visto["violations"]
        ]

    def picture(self, nombre: str) -> None:
        """A picture of the page for whoever looks at the pages afterwards; with `MANUALES=1`, also into the manuals."""
        CAPTURAS.mkdir(parents=True, exist_ok=True)
        archivo = CAPTURAS / f"{nombre}.png"
        self.pagina.screenshot(path=archivo, full_page=True)
        if os.environ.get("MANUALES") and nombre in named_pictures():
            with Image.open(archivo) as imagen:
                chica = imagen.crop((0, 0, imagen.width, min(imagen.height, ALTO_DE_MANUAL)))
                chica.thumbnail((ANCHO_DE_MANUAL, ALTO_DE_MANUAL))
                chica.save(MANUALES / "imagenes" / f"{nombre}.webp", quality=70, method=6)

    def clean(self) -> list[str]:
        """What the policy blocked and what went wrong so far."""
        return [*self.fallas, *self.pagina.evaluate("window.__bloqueado")]


class Navegador:
    """A browser for the tests of a session; each visit has cookies and storage of its own."""

    def __init__(self, navegador: Browser, base: str, permitidos: set[str]) -> None:
        self._navegador, self._base, self._permitidos = navegador, base, permitidos

    @contextmanager
    def visit(self, ancho: int = 1440) -> Iterator[Visita]:
        """A person's tab; it ends with nothing blocked and nothing failed."""
        contexto = self._navegador.new_context(
            locale="es-MX", viewport={"width": ancho, "height": 900}, accept_downloads=True
        )
        contexto.add_init_script(_VIGILA)
        contexto.set_default_timeout(ESPERA_MS)
        try:
            visita = Visita(contexto.new_page(), self._base, self._permitidos)
            yield visita
            assert visita.clean() == []
        finally:
            contexto.close()


@contextmanager
def browser(base: str, *otros: str) -> Iterator[Navegador]:
    """Chromium over the portal at `base`; `otros`: the only other addresses that its pages may reach."""
    expect.set_options(timeout=ESPERA_MS)
    with sync_playwright() as playwright:
        navegador = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=OPCIONES)
        try:
            yield Navegador(navegador, base, {urlsplit(u).netloc for u in (base, *otros)})
        finally:
            navegador.close()
