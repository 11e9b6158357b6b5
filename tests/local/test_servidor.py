"""Nothing that a request brought is written by the servers of `local/`, nor repeated where it is refused."""

import contextlib
import io
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from chalice.app import Chalice
from chalice.config import Config
from chalice.local import LocalDevServer, RouteMatcher

from local.puerta import GatewayResponses, Handler
from local.servidor import Discreto, Servidor

DATO = "PRMNAN80010109M100"
ROTO = f"GET /{DATO} sobra HTTP/1.0\r\n\r\n"
"""A request line that the standard library refuses, quoting it."""


class Falla(Discreto, BaseHTTPRequestHandler):
    """A page whose handler raises an exception that names the path."""

    def do_GET(self) -> None:
        raise ValueError(self.path)


def api() -> Chalice:
    """One route, with a variable."""
    app = Chalice(app_name="prueba")

    @app.route("/cosas/{cosa}")
    def una(cosa):
        return {"hay": True}

    return app


@contextlib.contextmanager
def serve(handler: type | object) -> Iterator[tuple[int, io.StringIO]]:
    """Port of a running server, and what it and its threads write to standard error."""
    servidor = Servidor(("127.0.0.1", 0), handler)
    servidor.daemon_threads = False  # closing it waits for the threads, and so for all they write
    with contextlib.redirect_stderr(io.StringIO()) as escrito:
        hilo = threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.01})
        hilo.start()
        try:
            yield servidor.server_port, escrito
        finally:
            servidor.shutdown()
            servidor.server_close()
            hilo.join()


def ask(puerto: int, peticion: str) -> str:
    """What comes back until the server closes; the request goes out as it is."""
    with socket.create_connection(("127.0.0.1", puerto), timeout=30) as conexion:
        conexion.sendall(peticion.encode("latin-1"))
        conexion.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: conexion.recv(65536), b"")).decode("latin-1")


@pytest.fixture
def puerta():
    app = api()
    servidor = LocalDevServer(app, Config(), "127.0.0.1", 0)
    servidor.server.server_close()
    propios = {"gateway_responses": GatewayResponses({}), "routes": RouteMatcher(list(app.routes))}
    clase = type("Manejador", (Handler,), propios)
    return lambda *partes: clase(*partes, app_object=app, config=Config())


@pytest.mark.parametrize(
    ("peticion", "estado", "metodo", "ruta"),
    [
        (
            f"GET /cosas/{DATO}?q={DATO} HTTP/1.1\r\nHost: x\r\nX-Dato: {DATO}\r\n\r\n",
            200,
            "GET",
            "/cosas/{cosa}",
        ),
        (f"DELETE /cosas/{DATO} HTTP/1.1\r\nHost: x\r\n\r\n", 404, "DELETE", "/cosas/{cosa}"),
        (f"GET /nada/de/{DATO} HTTP/1.1\r\nHost: x\r\n\r\n", 404, "GET", None),
        (f"GET //[{DATO} HTTP/1.1\r\nHost: x\r\n\r\n", 404, "GET", None),
        (f"GET /nada/de/{DATO} HTTP/1.1\r\nHost: x\r\nAuthorization: {DATO}ñ\r\n\r\n", 502, "GET", None),
        (f"{DATO} /cosas/1 HTTP/1.1\r\nHost: x\r\n\r\n", 501, None, None),
        (ROTO, 400, None, None),
    ],
)
def test_the_gateway_logs_the_declared_route_and_nothing_that_was_sent(
    puerta, peticion, estado, metodo, ruta
):
    with serve(puerta) as (puerto, escrito):
        contestado = ask(puerto, peticion)
    anotado = json.loads(escrito.getvalue().splitlines()[-1])
    assert anotado.pop("momento")
    assert anotado == {"metodo": metodo, "ruta": ruta, "estado": estado}
    assert f" {estado} " in contestado.splitlines()[0]
    assert DATO not in escrito.getvalue() + contestado


def test_a_page_notes_the_kind_of_a_failure_and_its_place_alone():
    with serve(Falla) as (puerto, escrito):
        ask(puerto, f"GET /{DATO} HTTP/1.1\r\n\r\n")
    assert escrito.getvalue().startswith("ValueError\n")
    assert "in do_GET" in escrito.getvalue()
    assert DATO not in escrito.getvalue()


def test_a_page_keeps_no_log_of_what_it_refuses_and_does_not_repeat_it():
    with serve(Falla) as (puerto, escrito):
        contestado = ask(puerto, ROTO)
    assert contestado.startswith("HTTP/1.0 400 Bad Request\r\n")
    assert escrito.getvalue() == ""
    assert DATO not in contestado
