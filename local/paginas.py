"""The pages on loopback, behind one origin with the API: files of a built site, `/v1/*` passed on, `/config.json`.

Stands for CloudFront on AWS, with the same headers and addresses. Only `/local/…` exists on this machine alone.
"""

import json
import mimetypes
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from local.acceso import Acceso, AccesoError, Peticion
from local.cabeceras import cache_control, content_type, headers
from local.formulario_acceso import ESTILO, form
from local.nube import HOST
from local.servidor import DePaso, Servidor

ENTRADA = "/local/entrada"


class Paginas:
    """Server of a site as a context manager; `url` once it is open. `api`: function that gives the API's address."""

    def __init__(
        self, sitio: str, carpeta: Path, api: Callable[[], str], acceso: Acceso, puerto: int = 0
    ) -> None:
        destinos = [acceso.nube.endpoint]  # uploads go to the buckets by presigned POST
        propias = {
            "sitio": sitio,
            "carpeta": carpeta.resolve(),
            "api": staticmethod(api),
            "acceso": acceso,
            "cabeceras": headers(sitio, destinos),
        }
        self._servidor = Servidor((HOST, puerto), type("Manejador", (Manejador,), propias))
        self._hilo = threading.Thread(target=self._servidor.serve_forever, daemon=True)
        self.url = f"http://{HOST}:{self._servidor.server_port}"

    def __enter__(self) -> Self:
        self._hilo.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._servidor.shutdown()
        self._servidor.server_close()


class Manejador(DePaso, BaseHTTPRequestHandler):
    """Handler of one request; the site's parts are set on a subclass."""

    protocol_version = "HTTP/1.1"
    sitio: str
    carpeta: Path
    acceso: Acceso
    cabeceras: dict[str, str]

    def do_GET(self) -> None:
        camino = urlsplit(self.path).path
        if camino.startswith("/v1/"):
            self.pass_on()
        elif camino == "/config.json":
            self._json(HTTPStatus.OK, self._config())
        elif camino == f"{ENTRADA}.css":
            self._send(HTTPStatus.OK, "text/css", ESTILO.encode())
        elif camino.startswith(f"{ENTRADA}/"):
            self._sign_in(camino)
        else:
            self._file(camino)

    def do_POST(self) -> None:
        camino = urlsplit(self.path).path
        if camino.startswith(f"{ENTRADA}/"):
            self._sign_in_post(camino)
        else:
            self.pass_on()

    def _file(self, camino: str) -> None:
        """Answer with a file of the site; for an address of its pages with the index, as CloudFront's function does."""
        archivo = (self.carpeta / camino.lstrip("/")).resolve()
        if not archivo.is_relative_to(self.carpeta) or not archivo.is_file():
            if Path(camino).suffix:
                self._send(HTTPStatus.NOT_FOUND, "text/plain", b"No existe.")
                return
            archivo = self.carpeta / "index.html"
        tipo = mimetypes.guess_type(archivo.name)[0] or "application/octet-stream"
        propias = {**self.cabeceras, "Cache-Control": cache_control(camino)}
        self._send(HTTPStatus.OK, tipo, archivo.read_bytes(), propias)

    def _config(self) -> dict[str, Any]:
        proveedores = {"institucional": [], "federado": ["Google", "Facebook", "TwitterX"]}
        grupos = {
            grupo: {"cliente": cliente, "entrada": f"{ENTRADA}/{grupo}", "proveedores": proveedores[grupo]}
            for grupo, cliente in self.acceso.clientes.items()
        }
        return {"ambiente": "local", "grupos": grupos}

    # --- stand-in for the hosted sign-in ---

    def _sign_in(self, camino: str) -> None:
        grupo, _, que = camino.removeprefix(f"{ENTRADA}/").partition("/")
        pedido = dict(parse_qsl(urlsplit(self.path).query))
        if que == "logout":
            self._redirect(pedido.get("logout_uri", "/"))
        elif que == "oauth2/authorize":
            self._form(_peticion(grupo, pedido))
        else:
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"No existe.")

    def _sign_in_post(self, camino: str) -> None:
        grupo, _, que = camino.removeprefix(f"{ENTRADA}/").partition("/")
        pedido = dict(parse_qsl(self.body().decode()))
        if que == "oauth2/token":
            self._json(*self.acceso.token(grupo, pedido))
        elif que == "oauth2/revoke":
            self._json(*self.acceso.revoke(pedido))
        else:
            self._enter(_peticion(grupo, pedido), pedido)

    def _enter(self, peticion: Peticion, pedido: dict[str, str]) -> None:
        try:
            self.acceso.check(peticion, self._origin())
            self._redirect(self._whom(peticion, pedido))
        except AccesoError as error:
            self._form(peticion, str(error), pedido.get("correo", ""))

    def _whom(self, peticion: Peticion, pedido: dict[str, str]) -> str:
        if conocida := pedido.get("conocida"):
            return self.acceso.known(peticion, conocida)
        correo = pedido.get("correo", "").strip().lower()
        if peticion.grupo == "federado":
            return self.acceso.federated(peticion, correo, pedido.get("proveedor", "google"))
        return self.acceso.with_password(peticion, correo, pedido.get("clave", ""), pedido.get("nueva", ""))

    def _form(self, peticion: Peticion, falla: str = "", correo: str = "") -> None:
        try:
            self.acceso.check(peticion, self._origin())
        except AccesoError as error:
            self._send(HTTPStatus.BAD_REQUEST, "text/plain", str(error).encode())
            return
        conocidas = sorted(c for c, (grupo, _) in self.acceso.claves.items() if grupo == peticion.grupo)
        politica = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'"
        pagina = form(peticion, conocidas, falla, correo).encode()
        self._send(HTTPStatus.OK, "text/html", pagina, {"Content-Security-Policy": politica})

    def _origin(self) -> str:
        return f"http://{self.headers.get('Host', '')}"

    # --- writing ---

    def _redirect(self, a: str) -> None:
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", a)
        self.finish_with(b"")

    def _json(self, estado: int, cuerpo: Any) -> None:
        self._send(estado, "application/json", json.dumps(cuerpo).encode(), {"Cache-Control": "no-store"})

    def _send(self, estado: int, tipo: str, contenido: bytes, mas: dict[str, str] | None = None) -> None:
        self.send_response(estado)
        self.send_header("Content-Type", content_type(tipo))
        for nombre, valor in (mas or {}).items():
            self.send_header(nombre, valor)
        self.finish_with(contenido)


def _peticion(grupo: str, pedido: dict[str, str]) -> Peticion:
    campos = ("client_id", "redirect_uri", "state", "code_challenge", "identity_provider")
    return Peticion(grupo, *(pedido.get(c, "") for c in campos))
