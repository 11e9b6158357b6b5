"""The page on which the API is read and tried: Swagger UI on loopback, over the document that the API itself serves.

The page passes `/v1/*` on to the API: a browser lets no origin but the portal's read its answers.
"""

import json
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Self

from local.cabeceras import content_type
from local.nube import HOST, NubeError
from local.servidor import DePaso, Servidor

AQUI = Path(__file__).parent
SWAGGER = AQUI / "node_modules" / "swagger-ui-dist"


class Documentacion:
    """The page as a context manager; `url` once it is open. `api`: address of the API."""

    def __init__(self, api: str, puerto: int = 0) -> None:
        if not SWAGGER.is_dir():
            raise NubeError("Falta Swagger UI: ejecute «make setup».")
        opciones = {
            "url": "/v1/openapi.json",
            "dom_id": "#api",
            "deepLinking": True,
            "docExpansion": "none",  # every room closed: the page lists all operations, by their tags
            "filter": True,
            "persistAuthorization": True,  # the token outlives a reload of the page
            "tryItOutEnabled": True,
        }
        inicio = f"SwaggerUIBundle({json.dumps(opciones)});"
        archivos = {
            "/": ("text/html", (AQUI / "pagina.html").read_bytes()),
            "/inicio.js": ("text/javascript", inicio.encode()),
            "/favicon.ico": ("image/png", (SWAGGER / "favicon-32x32.png").read_bytes()),
            "/swagger-ui.css": ("text/css", (SWAGGER / "swagger-ui.css").read_bytes()),
            "/swagger-ui-bundle.js": ("text/javascript", (SWAGGER / "swagger-ui-bundle.js").read_bytes()),
        }
        politica = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"

        class Pagina(DePaso, BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                camino = self.path.partition("?")[0]
                if camino.startswith("/v1/"):
                    self.pass_on()
                    return
                tipo, contenido = archivos.get(camino, ("text/plain", b""))
                self.send_response(HTTPStatus.OK if contenido else HTTPStatus.NOT_FOUND)
                self.send_header("Content-Type", content_type(tipo))
                self.send_header("Content-Security-Policy", politica)
                self.finish_with(contenido)

            do_POST = DePaso.pass_on  # noqa: N815

        Pagina.api = staticmethod(lambda: api)
        self._servidor = Servidor((HOST, puerto), Pagina)
        self._hilo = threading.Thread(target=self._servidor.serve_forever, daemon=True)
        self.url = f"http://{HOST}:{self._servidor.server_port}"

    def __enter__(self) -> Self:
        self._hilo.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._servidor.shutdown()
        self._servidor.server_close()
