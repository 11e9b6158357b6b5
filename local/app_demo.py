"""An auxiliar of the demo whose phone is the real app in a browser, beside the simulated ones (Protocolo 8, 9)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from local.acceso import Acceso
from local.camara import record
from local.celular import Telefono, phone
from local.construccion import built
from local.corredor import Corredor
from local.entrada import PROCESO, AuxiliarConTelefono, Mundo
from local.navegador import CHROMIUM
from local.nube import NubeError
from local.paginas import Paginas
from local.telefonos import Enviado
from sintetico.casos import Caso

REGISTROS = 2
"""Records sent by the app: each takes some ten seconds, for the camera plays in real time."""


@dataclass(frozen=True)
class DeLaApp:
    """The demo's app: its built folder, and the auxiliar who sends with it."""

    carpeta: Path
    auxiliar: AuxiliarConTelefono

    def send(
        self, corredor: Corredor, mundo: Mundo, casos: list[tuple[int, Caso]], carpeta: Path
    ) -> Iterator[Enviado]:
        """Register the phone, capture each case (by index in the plan) and wait for its receipt on the screen."""
        acceso = Acceso(corredor.nube, mundo.identidades.claves)
        carpeta.mkdir(parents=True, exist_ok=True)
        videos = [record(carpeta / f"{indice}.mjpeg", caso.ciudadano) for indice, caso in casos]
        with (
            Paginas("app", self.carpeta, lambda: corredor.url, acceso) as paginas,
            sync_playwright() as playwright,
            phone(playwright, carpeta / "perfil", paginas.url, videos[0]) as telefono,
        ):
            for (indice, caso), video in zip(casos, videos, strict=True):
                self._switch_on(telefono, video)
                telefono.tap("Captura de Datos")
                folio = telefono.capture(caso.modelo)
                telefono.tap("Terminar")
                enviado = _sent(telefono, indice, folio)
                # The phone makes its ids by chance: they get names that are the same in another run of the same plan.
                _, _, dispositivo, registro = folio.split("-")
                mundo.ciudadania |= {dispositivo: "TELEFONOAPP", registro: f"R{indice:06d}"}
                yield enviado

    def _switch_on(self, telefono: Telefono, video: Path) -> None:
        """Open the app with another card before its camera: registered the first time, later opened by password."""
        nuevo = not telefono.perfil.exists()
        telefono.close()
        telefono.video = video
        telefono.open()
        if nuevo:
            telefono.register(self.auxiliar.correo, PROCESO, self.auxiliar.auxiliar)
        else:
            telefono.unlock()


def app_of_demo(mundo: Mundo, say: Callable[[str], None]) -> DeLaApp | None:
    """The app, built if stale, on the phone of the auxiliar whose visual evidence was received (8.5).

    None without browser or Node; the reason is printed.
    """
    if not CHROMIUM.exists():
        say(f"Aplicación: falta Chromium ({CHROMIUM}); envían sólo los teléfonos simulados.")
        return None
    try:
        return DeLaApp(built("app"), mundo.auxiliares[0])
    except NubeError as error:
        say(f"Aplicación: {error}")
        return None


def _sent(telefono: Telefono, indice: int, folio: str) -> Enviado:
    """A record as the phone knows it, from what the app shows once it has the receipt."""
    telefono.tap(re.compile("^Pendientes"))
    fila = telefono.page.locator("[data-estado=recibido]", has_text=folio)
    fila.wait_for(timeout=240_000)
    fila.locator(".renglon").click()
    integridad = fila.locator(".detalle dd").first.inner_text()
    recibido = fila.get_by_text("Recibido por el INE").count()
    return Enviado(indice, folio, integridad, {"integridad": integridad} if recibido else None)
