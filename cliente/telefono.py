"""Sending a phone's records: announce, upload, ask, and delete only against the receipt (9.14).

Every step may be repeated at any time, also after a failure or a crash. No repetition loses or doubles a record.
"""

import logging
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from cliente.expediente import integridad
from cliente.pendientes import CONFLICTO, GUARDADO, RECHAZADO, RECIBIDO, SUBIDO, Carpeta, Pendiente

MAX_ANUNCIO = 100
"""Most records of one announcement."""
ESPERA = (5, 60)
"""Timeouts in seconds: to connect, and to answer."""
# POST is retried too: a repeated announcement or upload changes nothing
REINTENTOS = Retry(
    total=6,
    backoff_factor=0.5,
    backoff_jitter=0.5,
    status_forcelist=(429, 500, 502, 503, 504),
    allowed_methods=None,
    raise_on_status=False,
)
_log = logging.getLogger(__name__)


class Telefono:
    """One device of an auxiliar or a citizen: its folder, the API's address, its bearer token.

    `cuenta`: the acting account, for a person who is both auxiliar and citizen, or is either in two processes.
    """

    def __init__(
        self,
        carpeta: Path,
        base: str,
        dispositivo: str,
        token: str,
        retries: Retry = REINTENTOS,
        cuenta: str = "",
    ) -> None:
        self.carpeta, self.base, self.dispositivo, self.token = Carpeta(carpeta), base, dispositivo, token
        self.cuenta = cuenta
        self._permisos: dict[str, dict[str, Any]] = {}
        self._http = requests.Session()
        for scheme in ("http://", "https://"):
            self._http.mount(scheme, HTTPAdapter(max_retries=retries))

    def save(self, registro: dict[str, Any], clear: bytes, sealed: bytes) -> str:
        """Store a sealed record for sending. Returns its código de integridad, which the app shows (9.12)."""
        return self.carpeta.add(registro, integridad(clear), sealed).integridad

    def announce(self) -> None:
        """Announce the records not yet sent, 100 at a time. Raises requests.RequestException when there
        is no answer."""
        waiting = list(self.carpeta.all(GUARDADO))
        for start in range(0, len(waiting), MAX_ANUNCIO):
            batch = {pendiente.registro: pendiente for pendiente in waiting[start : start + MAX_ANUNCIO]}
            anuncios = [pendiente.anuncio() for pendiente in batch.values()]
            body = {"dispositivo": self.dispositivo, "registros": anuncios}
            answer = self._api("POST", "/v1/envios", json=body)
            for item in answer["registros"]:
                announced = replace(batch[item["registro"]], envio=answer["envio"], folio=item["folio"] or "")
                self._take(announced, item)

    def upload(self) -> int:
        """Upload the records that have a permit. Returns how many arrived. Those that fail are announced
        again later."""
        uploaded = 0
        for registro, permiso in list(self._permisos.items()):
            del self._permisos[registro]
            pendiente = self.carpeta.get(registro)
            if pendiente.estado == GUARDADO and self._post(permiso, self.carpeta.sealed(registro)):
                self.carpeta.put(replace(pendiente, estado=SUBIDO))
                uploaded += 1
        return uploaded

    def poll(self) -> None:
        """Ask for the state of uploaded records. A record with a receipt is deleted from the phone."""
        waiting = {pendiente.registro: pendiente for pendiente in self.carpeta.all(SUBIDO)}
        for envio in {pendiente.envio for pendiente in waiting.values()}:
            for item in self._api("GET", f"/v1/envios/{envio}")["registros"]:
                if item["registro"] in waiting:
                    self._take(waiting[item["registro"]], item)

    def send(self, patience: float = 60, pause: float = 1) -> bool:
        """Announce, upload and ask until no record is on its way. False if `patience` seconds were too few."""
        deadline = time.monotonic() + patience
        while True:
            self.announce()
            self.upload()
            self.poll()
            if not any(p.estado in (GUARDADO, SUBIDO) for p in self.carpeta.all()):
                return True
            if time.monotonic() >= deadline:
                return False
            time.sleep(pause)

    def resend(self, estado: str = SUBIDO) -> None:
        """Mark records to be sent again: those without an answer or, with estado=RECHAZADO, refused ones whose reason
        was mended.

        The server recognises a record that it already has.
        """
        for pendiente in list(self.carpeta.all(estado)):
            self.carpeta.put(replace(pendiente, estado=GUARDADO, motivo=None))

    def _take(self, pendiente: Pendiente, item: dict[str, Any]) -> None:
        """Apply the server's answer about one record."""
        match item["estado"]:
            case "permitido":
                self._permisos[pendiente.registro] = item["permiso"]
            case "recibido":
                pendiente = self._with_receipt(pendiente, item["acuse"])
            case "rechazado" | "conflicto" as estado:
                pendiente = replace(pendiente, estado=estado, motivo=item["motivo"])
        self.carpeta.put(pendiente)

    @staticmethod
    def _with_receipt(pendiente: Pendiente, acuse: dict[str, Any]) -> Pendiente:
        """The record with its receipt, if the receipt is for these very bytes; otherwise the record with a conflict,
        which keeps its bytes."""
        if acuse["integridad"] == pendiente.integridad:
            return replace(pendiente, estado=RECIBIDO, acuse=acuse)
        motivo = {"codigo": "acuse_ajeno", "texto": "El acuse es de otro contenido: conserve el registro"}
        return replace(pendiente, estado=CONFLICTO, acuse=acuse, motivo=motivo)

    def _post(self, permiso: dict[str, Any], sealed: bytes) -> bool:
        try:
            # requests writes the form fields before the file, as S3 requires
            answer = self._http.post(
                permiso["url"], data=permiso["campos"], files={"file": sealed}, timeout=ESPERA
            )
        except requests.RequestException as error:
            _log.warning("upload failed: %s", type(error).__name__)
            return False
        if not answer.ok:
            _log.warning("upload refused: HTTP %s", answer.status_code)
        return answer.ok

    def _api(self, method: str, path: str, **arguments: Any) -> dict[str, Any]:
        # The token is set for each request and not for the session, which also talks to S3.
        headers = {"Authorization": f"Bearer {self.token}"} | (
            {"X-Cuenta": self.cuenta} if self.cuenta else {}
        )
        answer = self._http.request(method, self.base + path, headers=headers, timeout=ESPERA, **arguments)
        answer.raise_for_status()
        body: dict[str, Any] = answer.json()
        return body


__all__ = ["CONFLICTO", "GUARDADO", "RECHAZADO", "RECIBIDO", "SUBIDO", "Telefono"]
