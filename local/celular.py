"""A phone with the app: Debian's Chromium with a profile folder of its own, a camera that plays a file, and a place.

The demo and the tests use it: each thing that a person does with the app is a method.
"""

import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Geolocation, Locator, Page, Playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from local.navegador import CHROMIUM, OPCIONES

CLAVE = "tres tristes tigres"
LUGAR: Geolocation = {"latitude": 21.019, "longitude": -101.257, "accuracy": 12}
FOTOS = os.environ.get("APP_FOTOS", "")
"""Folder in which a picture of every screen is kept, for people to look at; none by default."""
ESPERA = 40_000
"""Longest wait for a condition on a busy machine, in milliseconds."""
ESPERA_ACUSE = 240_000
"""Longest wait for the receipts of what was sent, in milliseconds."""


class Telefono:
    """The phone: `page` is its one window. `open` again after `kill` or `close` is the same phone, restarted.

    `video`: what lies before its camera from the next `open` on.
    """

    def __init__(self, playwright: Playwright, perfil: Path, url: str, video: Path) -> None:
        self._playwright, self.perfil, self.url, self.video = playwright, perfil, url, video
        self._contexto: BrowserContext | None = None
        self.page: Page
        self.errores: list[str] = []
        """Exceptions that nobody caught, and what the site's policy refused."""

    def open(self, camino: str = "/") -> Page:
        self._contexto = self._playwright.chromium.launch_persistent_context(
            str(self.perfil),
            executable_path=CHROMIUM,
            args=[
                *OPCIONES,
                "--use-fake-device-for-media-stream",
                "--use-fake-ui-for-media-stream",
                f"--use-file-for-fake-video-capture={self.video}",
            ],
            locale="es-MX",
            viewport={"width": 360, "height": 640},
            has_touch=True,
            permissions=["geolocation", "camera"],
            geolocation=LUGAR,
        )
        self._contexto.set_default_timeout(ESPERA)
        self.page = self._contexto.pages[0]
        self.page.on("pageerror", lambda error: self.errores.append(str(error)))
        self.page.on("console", self._console)
        self.page.goto(self.url + camino)
        return self.page

    def _console(self, mensaje: ConsoleMessage) -> None:
        if "Content Security Policy" in mensaje.text or "TrustedScript" in mensaje.text:
            self.errores.append(mensaje.text)

    @property
    def contexto(self) -> BrowserContext:
        if self._contexto is None:
            raise RuntimeError("the phone is off")
        return self._contexto

    def kill(self) -> None:
        """SIGKILL to the browser and all its processes, as a battery that is pulled out."""
        for pid in self._processes():
            os.kill(pid, signal.SIGKILL)
        limite = time.monotonic() + 20
        while self._processes() and time.monotonic() < limite:
            time.sleep(0.02)
        (self.perfil / "SingletonLock").unlink(missing_ok=True)
        self._contexto = None

    def close(self) -> None:
        if self._contexto:
            self._contexto.close()
            self._contexto = None

    def _processes(self) -> list[int]:
        """Processes started with this profile folder, and no others."""
        propios = []
        for carpeta in Path("/proc").glob("[0-9]*"):
            try:
                orden = (carpeta / "cmdline").read_bytes()
                vivo = (carpeta / "stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
            except OSError:
                continue
            if vivo and f"--user-data-dir={self.perfil}".encode() in orden:
                propios.append(int(carpeta.name))
        return propios

    # --- what a person does ---

    def tap(self, texto: str | re.Pattern[str]) -> None:
        self.button(texto).click()

    def button(self, texto: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("button", name=texto)

    def title(self, texto: str) -> None:
        """Wait until that screen is shown."""
        try:
            self.page.get_by_role("heading", level=1, name=texto, exact=True).wait_for()
        except PlaywrightTimeout:
            raise AssertionError(
                f"no screen «{texto}»; shown: {self.page.inner_text('body')[:400]}"
            ) from None
        if FOTOS:
            self._picture(texto)

    def _picture(self, texto: str) -> None:
        """Keep two pictures of the whole screen: as it is, and with letters twice as large (for who sees badly)."""
        carpeta = Path(FOTOS)
        carpeta.mkdir(parents=True, exist_ok=True)
        n = len(list(carpeta.iterdir()))
        for letra in ("100%", "200%"):
            self.page.evaluate("letra => { document.documentElement.style.fontSize = letra }", letra)
            self.page.screenshot(path=carpeta / f"{n:03d} {texto} {letra[:3]}.png")
        self.page.evaluate("document.documentElement.style.fontSize = ''")

    def sign_in(self, correo: str, proveedor: str = "Google") -> None:
        """Sign in from the app's screen of providers, through the stand-in for the hosted page, and come back."""
        self.tap(f"Entrar con {proveedor}")
        self.page.get_by_label(re.compile("correo", re.IGNORECASE)).first.fill(correo)
        self.page.get_by_role("button", name=re.compile("^(Entrar|Continuar)")).first.click()

    def accept_notice(self) -> None:
        self.title("Aviso de privacidad")
        self.page.get_by_role("checkbox").check()
        self.tap("Siguiente")

    def unlock(self, clave: str = CLAVE) -> None:
        self.page.get_by_label("Contraseña local").fill(clave)
        self.tap("Abrir")
        self.button("Captura de Datos").wait_for()

    def register(self, correo: str, proceso: str, auxiliar: str) -> None:
        """Register a new phone up to the auxiliar's menu: mode, notice, sign-in, Ids, local password (8.2 to 8.7)."""
        self.title("Mi Apoyo")
        self.page.get_by_role("link", name="Configuración").click()
        self.page.get_by_label("Modo Auxiliar").click()
        self.tap("Aceptar")
        self.tap("Registro de Auxiliar")
        self.accept_notice()
        self.sign_in(correo)
        self.give_ids(proceso, auxiliar)
        self.choose_password()

    def give_ids(self, proceso: str, auxiliar: str) -> None:
        self.page.get_by_label("Id Proceso").fill(proceso)
        self.page.get_by_label("Id Auxiliar").fill(auxiliar)
        self.tap("Siguiente")

    def choose_password(self, clave: str = CLAVE) -> None:
        self.title("Contraseña local")
        self.page.get_by_label("Contraseña local").fill(clave)
        self.page.get_by_label("Escríbala otra vez").fill(clave)
        self.tap("Guardar contraseña")
        self.button("Captura de Datos").wait_for()

    def cards(self, lados: tuple[str, ...] = ("Frente", "Reverso")) -> None:
        """Capture both sides of the card; the app itself shoots when a frame is good."""
        for lado in lados:
            self.title(f"{lado} de la credencial")
            self.tap("Usar")

    def data(self) -> None:
        self.title("Datos de la credencial")
        self.page.get_by_role("checkbox").check()
        self.tap("Siguiente")

    def photo(self) -> None:
        self.title("Fotografía del rostro")
        self.page.wait_for_function(_ROSTRO)
        self.tap("Tomar")
        self.tap("Usar")

    def sign(self) -> None:
        self.title("Firma")
        caja = self.page.locator(".hoja canvas").bounding_box()
        if caja is None:
            raise AssertionError("the box to sign in is not to be seen")
        x, y, w, h = caja["x"], caja["y"], caja["width"], caja["height"]
        raton = self.page.mouse
        raton.move(x + 0.1 * w, y + 0.6 * h)
        raton.down()
        for n in range(60):
            raton.move(x + (0.1 + 0.013 * n) * w, y + (0.5 + 0.3 * (-1) ** (n // 4)) * h)
        raton.up()
        self.tap("Usar")

    def capture(self, modelo: str) -> str:
        """Make a whole capture, from the kind of card on; return its folio."""
        self.title("Tipo de credencial")
        self.tap(re.compile(f"^Modelo {modelo}"))
        self.cards()
        self.data()
        self.photo()
        self.sign()
        return self.folio()

    def folio(self) -> str:
        return self.page.locator("[data-folio]").get_attribute("data-folio") or ""

    def received(self, cuantos: int = 1) -> list[str]:
        """Wait on the list until so many records have their receipt; return their folios."""
        self.page.wait_for_function(
            "n => document.querySelectorAll('[data-estado=recibido]').length >= n",
            arg=cuantos,
            timeout=ESPERA_ACUSE,
        )
        return self.page.locator("[data-estado=recibido] .folio").all_inner_texts()


_ROSTRO = """() => {
  const v = document.querySelector('video')
  if (!v?.videoWidth) return false
  const c = new OffscreenCanvas(8, 8).getContext('2d')
  c.drawImage(v, 16, 16, 32, 32, 0, 0, 8, 8)
  const [r, g, b] = c.getImageData(4, 4, 1, 1).data
  return b > 180 && r < 90 && g < 90
}"""


@contextmanager
def phone(playwright: Playwright, perfil: Path, url: str, video: Path) -> Iterator[Telefono]:
    """A phone as a context manager: it is closed at the end, in whatever state it was left."""
    telefono = Telefono(playwright, perfil, url, video)
    try:
        yield telefono
    finally:
        telefono.close()
