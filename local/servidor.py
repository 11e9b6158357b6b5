"""Base of this folder's HTTP servers: they write down nothing that a request brought.

A path, a query, a header or a body may hold a person's data, whoever put them there. Standard library only.
"""

import http.client
import sys
import traceback
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

LIMITE_ESPERA_S = 60
_DE_PASO = {"host", "connection", "keep-alive", "transfer-encoding", "content-length", "server", "date"}
"""Hop-by-hop headers, which are not passed on: each side writes its own."""


def note_failure(error: BaseException) -> None:
    """Write to standard error the exception's type and where it was raised, without its message.

    The message, and those of the exceptions that led to it, may repeat what was sent.
    """
    sys.stderr.write(f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}")


class Servidor(ThreadingHTTPServer):
    """A server whose threads end with the process, and whose failures are noted without what was sent."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Note an exception that a handler let through: the client hung up, or the handler has a fault."""
        if error := sys.exception():
            note_failure(error)


class Discreto(BaseHTTPRequestHandler):
    """Handler without access log, which refuses what is not HTTP without repeating it."""

    def log_message(self, *_: object) -> None:
        """Write nothing: the request line holds the raw path, and the terminal is for the run's own lines."""

    def send_error(self, code: int, *_: object) -> None:
        """Answer with the status alone; the standard library's own message quotes the request line."""
        super().send_error(code)


class DePaso(Discreto):
    """Handler that can pass a request on to the API, so that a page and the API have one origin."""

    api: Callable[[], str]

    def pass_on(self) -> None:
        """Pass the request on to the API, and its answer back, byte for byte."""
        destino = urlsplit(self.api())
        conexion = http.client.HTTPConnection(destino.hostname or "", destino.port, timeout=LIMITE_ESPERA_S)
        propias = {n: v for n, v in self.headers.items() if n.lower() not in _DE_PASO}
        try:
            conexion.request(self.command, self.path, self.body() or None, propias)
            respuesta = conexion.getresponse()
            contenido = respuesta.read()
        except (OSError, http.client.HTTPException):
            self.send_response(HTTPStatus.BAD_GATEWAY)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.finish_with(b'{"message": "La API no responde."}')
            return
        finally:
            conexion.close()
        self.send_response(respuesta.status)
        for nombre, valor in respuesta.getheaders():
            if nombre.lower() not in _DE_PASO:
                self.send_header(nombre, valor)
        self.finish_with(contenido)

    do_PUT = do_DELETE = do_PATCH = pass_on  # noqa: N815

    def body(self) -> bytes:
        """Bytes of the request's body."""
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def finish_with(self, contenido: bytes) -> None:
        """End the headers and send the body, which a HEAD does not get."""
        self.send_header("Content-Length", str(len(contenido)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(contenido)
