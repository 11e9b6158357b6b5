"""axe over every screen that a story passes through: each time the title changes, and when the story ends."""

from pathlib import Path
from types import TracebackType
from typing import Any, Self

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
_MIRA = """() => {
  const reglas = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }
  window.__hallazgos = {}
  let antes = '', turno = Promise.resolve()
  window.__mira = () => {
    const titulo = document.querySelector('h1')?.textContent ?? ''
    const pantalla = titulo + '|' + (document.querySelector('dialog[open] h2')?.textContent ?? '')
    if (!titulo || pantalla === antes) return turno
    antes = pantalla
    turno = turno.then(() => axe.run(document, reglas)).then(({ violations }) => {
      const donde = ({ nodes }) => nodes.map((n) => n.target.join(' ')).join(', ')
      window.__hallazgos[pantalla] = violations.map((v) => v.id + ': ' + donde(v))
    }, () => undefined)
    return turno
  }
  const todo = { subtree: true, childList: true, attributes: true, attributeFilter: ['open'] }
  new MutationObserver(() => setTimeout(window.__mira, 150)).observe(document.body, todo)
  window.__mira()
}"""


class Revision:
    """Watches a page; `vistas`: screens by title, with what axe found on each."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self.vistas: dict[str, list[str]] = {}

    def __enter__(self) -> Self:
        self._page.on("domcontentloaded", lambda _: self._watch())
        self._watch()
        return self

    def _watch(self) -> None:
        if "/local/" in self._page.url:
            return  # the stand-in for the provider's page is not the app's
        self._page.evaluate(AXE.read_text())
        self._page.evaluate(_MIRA)

    def gather(self) -> None:
        """Take over what was found on this document."""
        hallado: dict[str, Any] = self._page.evaluate(
            "() => window.__mira?.().then(() => window.__hallazgos) ?? {}"
        )
        self.vistas |= hallado

    def __exit__(
        self, tipo: type[BaseException] | None, error: BaseException | None, traza: TracebackType | None
    ) -> None:
        if error is None:
            self.gather()

    def faults(self) -> list[str]:
        """Every finding, with its screen."""
        return [f"{vista}: {falta}" for vista, faltas in self.vistas.items() for falta in faltas]
