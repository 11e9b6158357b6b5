"""A citizen's own phone (Protocolo 10): asking for a code, activating with it, choosing, and the data of the record.

Building, sealing and sending a record is the same as for an auxiliar (`cliente/expediente.py`, `cliente/sobre.py`,
`cliente/telefono.py`).
"""

from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import requests
from cryptography.hazmat.primitives.asymmetric import ec

from cliente.expediente import public_der
from cliente.telefono import ESPERA


class Rehusado(RuntimeError):
    """The API refused. `codigo`: for the program; `texto`: for the person; `problema`: the whole problem document."""

    def __init__(self, problema: dict[str, Any]) -> None:
        super().__init__(problema["code"])
        self.codigo, self.texto, self.problema = problema["code"], problema["detail"], problema


class MiApoyo:
    """One activation: an Id and a key of a device, made for it alone, and the token of the person who
    signed in (10.5)."""

    def __init__(self, base: str, token: str, dispositivo: str, llave: ec.EllipticCurvePrivateKey) -> None:
        self.base, self.token, self.dispositivo, self.llave = base, token, dispositivo, llave
        self.activacion = self.ciudadano = self.cuenta = ""

    def request_code(self, proceso: str, credencial: dict[str, Any], aparato: str) -> str:
        """Ask for a code, which is mailed to the account's address. Returns until when it is valid (10.6, 10.7).

        `credencial`: as in `registro.json`; `aparato`: description of the device. Raises Rehusado.
        """
        cuerpo = {
            "proceso": proceso,
            "dispositivo": self.dispositivo,
            "aparato": aparato,
            "llave_dispositivo": b64encode(public_der(self.llave)).decode(),
            "credencial": credencial,
            "permite_ubicacion": True,
        }
        respuesta = self._api("POST", "/v1/mi-apoyo/activaciones", json=cuerpo)
        self.activacion = respuesta["activacion"]
        return str(respuesta["vence"])

    def activate(self, codigo: str) -> str:
        """Activate with the code as the person typed it. Returns the Id de ciudadano (10.8). Raises Rehusado."""
        cuerpo = {"codigo": codigo, "dispositivo": self.dispositivo}
        respuesta = self._api("POST", f"/v1/mi-apoyo/activaciones/{self.activacion}/codigo", json=cuerpo)
        self.ciudadano, self.cuenta = respuesta["ciudadano"], respuesta["cuenta"]
        return self.ciudadano

    def aspirantes(self, cuantos: int = 50) -> Iterator[dict[str, Any]]:
        """The menu of 10.9, from all pages. It also contains the Id, for an app that lost the answer to `activate`."""
        despues: str | None = ""
        while despues is not None:
            consulta = {"cuantos": str(cuantos)} | ({"despues": despues} if despues else {})
            pagina = self._api("GET", "/v1/mi-apoyo/aspirantes", params=consulta)
            self.ciudadano, despues = pagina["ciudadano"], pagina["siguiente"]
            yield from pagina["elementos"]

    def registro(self, proceso: str, aspirante: str, captura: dict[str, Any]) -> dict[str, Any]:
        """Input of `build_expediente` for a record. `captura` has registro, capturado_en, lugar, credencial, …"""
        return captura | {
            "proceso": proceso,
            "aspirante": aspirante,
            "auxiliar": self.ciudadano,
            "dispositivo": self.dispositivo,
            "modo": "mi_apoyo",
        }

    def _api(self, metodo: str, camino: str, **argumentos: Any) -> dict[str, Any]:
        cabeceras = {"Authorization": f"Bearer {self.token}"} | (
            {"X-Cuenta": self.cuenta} if self.cuenta else {}
        )
        respuesta = requests.request(
            metodo, self.base + camino, headers=cabeceras, timeout=ESPERA, **argumentos
        )
        cuerpo: dict[str, Any] = respuesta.json()
        if not respuesta.ok:
            raise Rehusado(cuerpo)
        return cuerpo
