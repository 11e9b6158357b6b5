"""The auxiliar's app against the API: registration, devices, configuration, visual evidence (8.3–8.5, 8.11, 9.3).

It follows `docs/app.md`. The local password (8.7, 8.8) is not implemented here, since it never leaves the device.
"""

from base64 import b64encode
from hashlib import sha256
from typing import Any

import requests

REGISTRO = "/v1/dispositivos"
ESPERA = (5, 60)
"""Timeouts in seconds: to connect, and to answer."""


class Negado(Exception):
    """The API refused. `codigo`: stable code; `problema`: the whole problem document."""

    def __init__(self, estado: int, problema: dict[str, Any]) -> None:
        super().__init__(f"{estado} {problema.get('code')}")
        self.estado, self.problema = estado, problema
        self.codigo = str(problema.get("code", ""))


class Registro:
    """One phone of an auxiliar: the API's address, and the bearer token of the person's federated account."""

    def __init__(self, base: str, token: str, http: requests.Session | None = None) -> None:
        self.base, self.token = base, token
        self._http = http or requests.Session()
        self.cuenta = ""

    def register(
        self, proceso: str, auxiliar: str, dispositivo: str, llave_der: bytes, **otros: Any
    ) -> dict[str, Any]:
        """Register this device. `otros` replace members of the usual request, in which the person
        consents (8.3, 8.4)."""
        alta = {
            "autenticacion": "google",
            "proceso": proceso,
            "auxiliar": auxiliar,
            "aviso": "aviso-auxiliar-1",
            "acepta_aviso": True,
            "permite_ubicacion": True,
            "dispositivo": dispositivo,
            "llave": b64encode(llave_der).decode(),
            "modelo": "Teléfono de muestra",
            "sistema": "Android 14",
            "aplicacion": "cliente de referencia 1.0",
        }
        registrado = self._api("POST", REGISTRO, json=alta | otros)
        self.cuenta = registrado["cuenta"]
        return registrado

    def configuration(self) -> dict[str, Any]:
        """All data needed to capture without network, to be kept on the device (9.1, 9.3)."""
        return self._api("GET", "/v1/aplicacion")

    def remove(self, dispositivo: str) -> dict[str, Any]:
        """Remove one of the auxiliar's devices, this one or another (8.11)."""
        return self._api("DELETE", f"/v1/dispositivos/{dispositivo}")

    def send_evidence(self, registro: dict[str, Any], sealed: bytes) -> dict[str, Any]:
        """Announce and upload sealed evidence (8.5). Returns the answer to the announcement. Repeat it until the
        receipt."""
        anuncio = {c: registro[c] for c in ("dispositivo", "registro", "capturado_en")}
        anuncio |= {"bytes": len(sealed), "sha256": sha256(sealed).hexdigest()}
        contestado = self._api("POST", "/v1/auxiliares/cedula", json=anuncio)
        if permiso := contestado["permiso"]:
            answer = self._http.post(
                permiso["url"], data=permiso["campos"], files={"file": sealed}, timeout=ESPERA
            )
            answer.raise_for_status()
        return contestado

    def evidence(self) -> dict[str, Any]:
        """The receipt in force, and the state of the last announcement."""
        return self._api("GET", "/v1/auxiliares/cedula")

    def _api(self, method: str, path: str, **arguments: Any) -> dict[str, Any]:
        # The token is set for each request and not for the session, which also talks to S3.
        headers = {"Authorization": f"Bearer {self.token}"}
        if self.cuenta and path != REGISTRO:  # a registration is asked for without an account
            headers["X-Cuenta"] = self.cuenta
        answer = self._http.request(method, self.base + path, headers=headers, timeout=ESPERA, **arguments)
        body: dict[str, Any] = answer.json()
        if not answer.ok:
            raise Negado(answer.status_code, body)
        return body
