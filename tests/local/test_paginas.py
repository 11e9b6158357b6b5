"""The page server: files and addresses of a site, headers, the API passed on, the stand-in for the hosted sign-in."""

import base64
import hashlib
import http.client
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import boto3
import pytest
from moto import mock_aws

from local.acceso import Acceso
from local.paginas import Paginas

VERIFICADOR = "verificador-de-muestra-con-suficientes-letras"
RETO = base64.urlsafe_b64encode(hashlib.sha256(VERIFICADOR.encode()).digest()).decode().rstrip("=")
CORREO, CLAVE = "persona@muestra.invalid", "Muestra-9-segura"


class NubeDeMoto:
    """What `Acceso` asks of a local cloud, over moto."""

    prefijo = "prueba"
    endpoint = "http://127.0.0.1:9"

    def client(self, servicio: str) -> Any:
        return boto3.client(servicio, region_name="mx-central-1")


class Eco(BaseHTTPRequestHandler):
    """An API that answers with what it was asked."""

    def do_POST(self) -> None:
        cuerpo = self.rfile.read(int(self.headers["Content-Length"])).decode()
        pedido = {"camino": self.path, "cuerpo": cuerpo, "cuenta": self.headers.get("X-Cuenta")}
        contenido = json.dumps(pedido).encode()
        self.send_response(429)
        self.send_header("Retry-After", "7")
        self.send_header("Content-Length", str(len(contenido)))
        self.end_headers()
        self.wfile.write(contenido)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def api() -> Iterator[str]:
    servidor = ThreadingHTTPServer(("127.0.0.1", 0), Eco)
    threading.Thread(target=servidor.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{servidor.server_port}"
    servidor.shutdown()
    servidor.server_close()


@pytest.fixture
def acceso() -> Iterator[Acceso]:
    with mock_aws():
        cognito = boto3.client("cognito-idp", region_name="mx-central-1")
        for grupo in ("institucional", "federado"):
            pool = cognito.create_user_pool(PoolName=f"prueba-{grupo}")["UserPool"]["Id"]
            flujos = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
            cognito.create_user_pool_client(UserPoolId=pool, ClientName=grupo, ExplicitAuthFlows=flujos)
            cognito.admin_create_user(UserPoolId=pool, Username=CORREO, MessageAction="SUPPRESS")
            cognito.admin_set_user_password(UserPoolId=pool, Username=CORREO, Password=CLAVE, Permanent=True)
        yield Acceso(NubeDeMoto(), {CORREO: ("institucional", CLAVE)})


@pytest.fixture
def sitio(tmp_path: Path, api: str, acceso: Acceso) -> Iterator[Paginas]:
    carpeta = tmp_path / "dist"
    (carpeta / "assets").mkdir(parents=True)
    (carpeta / "index.html").write_text("<!doctype html>inicio")
    (carpeta / "assets" / "a.js").write_text("1")
    (tmp_path / "secreto.txt").write_text("no")
    with Paginas("portal", carpeta, lambda: api, acceso) as pagina:
        yield pagina


def ask(sitio: Paginas, metodo: str, camino: str, cuerpo: str | None = None, **cabeceras: str) -> Any:
    """Status, headers and body; the path goes out as it is, dots and all."""
    conexion = http.client.HTTPConnection(urlsplit(sitio.url).netloc, timeout=10)
    conexion.request(metodo, camino, cuerpo, cabeceras)
    respuesta = conexion.getresponse()
    contenido = respuesta.read()
    conexion.close()
    return respuesta.status, respuesta.headers, contenido


def test_addresses_of_pages_get_the_index_and_files_are_kept(sitio: Paginas):
    assert ask(sitio, "GET", "/proceso/P/mesa")[2] == b"<!doctype html>inicio"
    estado, cabeceras, contenido = ask(sitio, "GET", "/assets/a.js")
    assert (estado, contenido) == (200, b"1")
    assert "immutable" in cabeceras["Cache-Control"]
    assert ask(sitio, "GET", "/assets/no.js")[0] == 404


@pytest.mark.parametrize("camino", ["/../secreto.txt", "/assets/../../secreto.txt", "/..%2fsecreto.txt"])
def test_nothing_outside_the_site_is_served(sitio: Paginas, camino: str):
    assert ask(sitio, "GET", camino)[2] != b"no"


def test_every_page_has_the_policy(sitio: Paginas):
    politica = ask(sitio, "GET", "/")[1]["Content-Security-Policy"]
    assert "unsafe" not in politica
    assert {"default-src 'none'", "require-trusted-types-for 'script'", "frame-ancestors 'none'"} <= set(
        politica.split("; ")
    )


def test_the_api_is_passed_on_with_its_headers(sitio: Paginas):
    estado, cabeceras, contenido = ask(sitio, "POST", "/v1/algo?a=b", '{"x": 1}', **{"X-Cuenta": "C1"})
    assert (estado, cabeceras["Retry-After"]) == (429, "7")
    assert json.loads(contenido) == {"camino": "/v1/algo?a=b", "cuerpo": '{"x": 1}', "cuenta": "C1"}


def enter(sitio: Paginas, acceso: Acceso, **otros: str) -> Any:
    """Choose somebody of the list."""
    pedido = {
        "client_id": acceso.clientes["institucional"],
        "redirect_uri": f"{sitio.url}/sesion",
        "state": "e1",
        "code_challenge": RETO,
        "conocida": CORREO,
    } | otros
    tipo = {"Content-Type": "application/x-www-form-urlencoded"}
    return ask(sitio, "POST", "/local/entrada/institucional/oauth2/authorize", urlencode(pedido), **tipo)


def exchange(sitio: Paginas, acceso: Acceso, codigo: str, verificador: str = VERIFICADOR) -> Any:
    pedido = {
        "grant_type": "authorization_code",
        "client_id": acceso.clientes["institucional"],
        "code": codigo,
        "code_verifier": verificador,
        "redirect_uri": f"{sitio.url}/sesion",
    }
    return ask(sitio, "POST", "/local/entrada/institucional/oauth2/token", urlencode(pedido))


def code_of(respuesta: Any) -> str:
    return parse_qs(urlsplit(respuesta[1]["Location"]).query)["code"][0]


def test_a_code_is_good_once_and_only_with_its_verifier(sitio: Paginas, acceso: Acceso):
    assert exchange(sitio, acceso, code_of(enter(sitio, acceso)), "otro")[0] == 400
    codigo = code_of(enter(sitio, acceso))
    estado, _, contenido = exchange(sitio, acceso, codigo)
    assert estado == 200
    assert json.loads(contenido).keys() >= {"id_token", "refresh_token"}
    assert exchange(sitio, acceso, codigo)[0] == 400


@pytest.mark.parametrize(
    "otro",
    [
        {"redirect_uri": "https://otro.invalid/sesion"},
        {"client_id": "otro"},
        {"code_challenge": ""},
        {"conocida": "nadie@muestra.invalid"},
    ],
)
def test_what_the_hosted_page_would_refuse_gives_no_code(
    sitio: Paginas, acceso: Acceso, otro: dict[str, str]
):
    estado, cabeceras, _ = enter(sitio, acceso, **otro)
    assert estado in (200, 400)
    assert "Location" not in cabeceras


def test_a_wrong_password_is_said_and_what_was_typed_is_escaped(sitio: Paginas, acceso: Acceso):
    estado, _, contenido = enter(sitio, acceso, conocida="", correo='"><b>x@y.z', clave="mala")
    assert estado == 200
    assert "no son correctos" in contenido.decode()
    assert b"<b>" not in contenido
