"""A reception in memory that speaks the published HTTP contract on loopback, with faults on request."""

import email
import json
import threading
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ACUSE = {"recibido_en": "2026-03-01T19:00:00Z", "credencial": "123456789"}


class Recepcion:
    """`verdicts`: state to answer instead of a receipt; `faults`: HTTP statuses to answer first, by path."""

    def __init__(self) -> None:
        self.base = ""
        self.integridad: dict[str, str] = {}
        self.announced: dict[str, dict] = {}
        self.stored: dict[str, bytes] = {}
        self.verdicts: dict[str, str] = {}
        self.faults: dict[str, list[int]] = {}
        self.requests: list[tuple[str, int]] = []
        self.upload_headers: list[dict[str, str]] = []

    def announce(self, body: dict) -> dict:
        self.requests.append(("anuncio", len(body["registros"])))
        for anuncio in body["registros"]:
            self.announced[anuncio["registro"]] = anuncio
        return self.state([anuncio["registro"] for anuncio in body["registros"]], "permitido")

    def state(self, names: list[str], otherwise: str) -> dict:
        return {"envio": "ENVIO1", "registros": [self._item(name, otherwise) for name in names]}

    def upload(self, fields: dict[str, bytes]) -> int:
        assert list(fields)[-1] == "file"
        name, sealed = fields["key"].decode(), fields["file"]
        announced = self.announced[name]
        if (len(sealed), sha256(sealed).hexdigest()) != (announced["bytes"], announced["sha256"]):
            return 403
        self.requests.append(("subida", len(sealed)))
        self.stored[name] = sealed
        return 204

    def _item(self, name: str, otherwise: str) -> dict:
        verdict = self.verdicts.get(name, "recibido" if name in self.stored else otherwise)
        item = {"registro": name, "folio": f"A-B-C-{name}", "estado": verdict, "acuse": None, "motivo": None}
        if verdict == "recibido":
            item["acuse"] = ACUSE | {"folio": item["folio"], "integridad": self.integridad[name]}
        elif verdict == "permitido":
            item["permiso"] = {"url": f"{self.base}/subida", "campos": {"key": name, "policy": "x"}}
        elif verdict != "pendiente":
            item["motivo"] = {"codigo": "sobre_alterado", "texto": "El archivo cifrado se alteró"}
        return item


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        if self._faulty():
            return
        if self.path == "/subida":
            self.server.recepcion.upload_headers.append(dict(self.headers))
            self._answer(self.server.recepcion.upload(_fields(self.headers["Content-Type"], raw)))
        elif self.headers["Authorization"] == "Bearer bueno":
            self._answer(200, self.server.recepcion.announce(json.loads(raw)))
        else:
            self._answer(401)

    def do_GET(self) -> None:
        if not self._faulty():
            recepcion = self.server.recepcion
            self._answer(200, recepcion.state(list(recepcion.announced), "pendiente"))

    def _faulty(self) -> bool:
        faults = self.server.recepcion.faults.get(self.path, [])
        if faults:
            self._answer(faults.pop(0))
            return True
        return False

    def _answer(self, status: int, body: dict | None = None) -> None:
        data = json.dumps(body).encode() if body is not None else b""
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Quiet."""


def _fields(content_type: str, raw: bytes) -> dict[str, bytes]:
    message = email.message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + raw)
    return {
        part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
        for part in message.get_payload()
    }


@contextmanager
def serving():
    """A Recepcion that answers on loopback while the block lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.recepcion = Recepcion()
    server.recepcion.base = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server.recepcion
    finally:
        server.shutdown()
        server.server_close()
