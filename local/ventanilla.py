"""Client of the API over HTTP, as a person's portal or app is one."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import requests

ESPERA = (5, 60)
"""Seconds to connect and to answer."""


class Negativa(RuntimeError):
    """The API refused; `problema` is the whole problem document."""

    def __init__(self, que: str, problema: dict[str, Any]) -> None:
        super().__init__(
            f"{que}: {problema.get('code')} {problema.get('detail')} {problema.get('faltas', '')}"
        )
        self.problema = problema


class Ventanilla:
    """Client of the API at `url`; each request has the token of the person who acts."""

    def __init__(self, url: Callable[[], str]) -> None:
        self._url = url
        self._http = requests.Session()

    def pide(self, metodo: str, camino: str, token: str, cuerpo: Any = None, cuenta: str = "") -> Any:
        """Send a request; return the parsed JSON or the bytes of a file. Raises `Negativa`."""
        cabeceras = {"Authorization": f"Bearer {token}", "Accept": "*/*"} | (
            {"X-Cuenta": cuenta} if cuenta else {}
        )
        r = self._http.request(metodo, self._url() + camino, headers=cabeceras, json=cuerpo, timeout=ESPERA)
        tipo = r.headers.get("Content-Type", "")
        if not r.ok:
            raise Negativa(f"{metodo} {camino} {r.status_code}", r.json() if "json" in tipo else {})
        return r.json() if "json" in tipo else r.content

    def sube(self, permiso: dict[str, Any], contenido: bytes) -> None:
        """Upload by the presigned POST of a permit."""
        r = self._http.post(permiso["url"], data=permiso["campos"], files={"file": contenido}, timeout=ESPERA)
        r.raise_for_status()


def digest(contenido: bytes) -> str:
    """SHA-256 in lower-case hex."""
    return sha256(contenido).hexdigest()
