"""The running system that all stories of the Portal Web share: its people, its records, a browser before it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from local.buzon import read_mails
from local.corredor import Corredor
from local.entrada import PROCESO, Mundo
from local.ventanilla import Ventanilla
from tests.e2e.portal_web.visita import Navegador

P = f"/proceso/{PROCESO}"


@dataclass
class Portal:
    """The running system with its people, and a browser before it."""

    corredor: Corredor
    mundo: Mundo
    navegador: Navegador
    vistas: set[str] = field(default_factory=set)
    """Pages that were looked at whole."""

    def elsewhere(self, correo: str) -> Callable[[str], Any]:
        """Sign in on another device, whose session takes the place of any other; it reads paths of the API."""
        ficha = self.mundo.identidades.login(correo)
        api = Ventanilla(lambda: self.corredor.url)
        api.pide("GET", "/v1/cuenta", ficha)
        return lambda camino: api.pide("GET", camino, ficha)

    def mailed(self, correo: str, que: str) -> str:
        """What the newest mail to that address says where the pattern's group stands."""
        self.quiet()
        textos = [m.text for m in read_mails(self.corredor.nube.endpoint, correo)]
        return next(m[1] for t in reversed(textos) if (m := re.search(que, t, re.MULTILINE)))

    def quiet(self) -> None:
        """Until no function has anything left to do."""
        self.corredor.pump.espera_quietud(120, still=0.5)
