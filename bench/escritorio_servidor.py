"""Server of the desk's pages with an API of fixed answers and waits: only the program in the browser is measured."""

import base64
import json
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from local.cabeceras import headers
from sintetico.casos import Caso
from sintetico.ciudadanos import Ciudadano
from sintetico.expediente import expediente

HOJA_S, DICTAMEN_S = 0.3, 0.15
"""Waits of the API in seconds: for a sheet with its images, and for a verdict."""
TIPOS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html"}
CUENTA = {"cuenta": "CTA1", "rol": "operador", "opl": "OPLX", "proceso": "PRUEBA27", "operador": "OPER1"}
VACIAS = {"aspirante": "", "auxiliar": ""}


class Escritorio:
    """A site with a queue of so many records; `pedidos` counts requests by kind.

    Without `adelante` a sheet is begun only when every record before it has its verdict, as if the desk did not ask
    ahead.
    """

    def __init__(
        self, carpeta: Path, personas: list[Ciudadano], registros: int, adelante: bool = True
    ) -> None:
        self.carpeta, self.pedidos, self.adelante = carpeta, Counter[str](), adelante
        self._cambio = threading.Condition()
        self._decididos: set[str] = set()
        self.hojas = [json.dumps(sheet(c)) for c in personas]
        self.folios = [f"ASPA-AUX1-DISP1-REG{i:04d}" for i in range(registros)]
        self.dados: set[str] = set()
        clase = type("Manejador", (_Manejador,), {"sitio": self})
        self._servidor = ThreadingHTTPServer(("127.0.0.1", 0), clase)
        self.url = f"http://127.0.0.1:{self._servidor.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._servidor.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._servidor.shutdown()
        self._servidor.server_close()

    def answer(self, metodo: str, camino: str) -> str:
        """Body of an answer of the API, after its wait."""
        partes = camino.split("/")
        que = (
            partes[-1]
            if partes[3:4] == ["registros"] and len(partes) > 5
            else partes[3]
            if partes[3:]
            else ""
        )
        self.pedidos[f"{metodo} {partes[2]}/{que}"] += 1
        if camino == "/v1/cuenta":
            return json.dumps({"cuentas": [CUENTA | VACIAS]})
        if camino == "/v1/atencion":
            return json.dumps({"mantenimientos": []})
        if camino == "/v1/mesa/cola":
            faltan = [f for f in self.folios if f not in self.dados][:50]
            return json.dumps({"elementos": [{"folio": f} for f in faltan], "siguiente": None})
        if camino == "/v1/mesa/jornada":
            turno = {"estado": "en_turno", "desde": None, "peso": 100, "devueltos": 0}
            return json.dumps(turno | {"abiertos": len(self.folios), "revisados_hoy": 0})
        if camino == "/v1/mesa/catalogo":
            return json.dumps({"catalogo": "muestra", "incisos": []})
        return self._of_record(metodo, partes)

    def _of_record(self, metodo: str, partes: list[str]) -> str:
        folio = partes[4]
        if metodo == "GET":
            if not self.adelante:
                self._await_turn(folio)
            time.sleep(HOJA_S)
            cual = self.hojas[self.folios.index(folio) % len(self.hojas)]
            return cual.replace("FOLIO", folio)
        if partes[-1] == "dictamen":
            with self._cambio:
                self._decididos.add(folio)
                self._cambio.notify_all()
            time.sleep(DICTAMEN_S)
            self.dados.add(folio)
        return json.dumps({"folio": folio, "clase": "en_lista_nominal", "motivo": ""})

    def _await_turn(self, folio: str) -> None:
        antes = set(self.folios[: self.folios.index(folio)])
        with self._cambio:
            self._cambio.wait_for(lambda: antes <= self._decididos, timeout=60)


def sheet(c: Ciudadano) -> dict[str, Any]:
    """Sheet of a record as the desk gets it, with the four images of a synthetic person."""
    imagenes = {n: base64.b64encode(b).decode() for n, b in expediente(Caso(c)).items()}
    comunes = {"capturado_en": "2027-01-15T18:00:00.000Z", "llegada": "2027-01-15", "modo": "auxiliar"}
    vacias: dict[str, Any] = {"correcciones": [], "hallazgos": [], "notas": []}
    credencial = {
        "modelo": "E",
        "nombre": c.nombre,
        "clave_elector": c.clave_elector,
        "cic": c.cic,
        "mrz": [],
    }
    return {
        "folio": "FOLIO",
        "vista": "lista",
        "credencial": credencial,
        "imagenes": imagenes,
        **comunes,
        **vacias,
    }


class _Manejador(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    sitio: Escritorio

    def do_GET(self) -> None:
        camino = urlsplit(self.path).path
        if camino.startswith("/v1/"):
            self._send("application/json", self.sitio.answer(self.command, camino).encode())
        elif camino == "/config.json":
            grupo = {"cliente": "c", "entrada": "/local/entrada", "proveedores": []}
            self._send(
                "application/json",
                json.dumps(
                    {"ambiente": "medida", "grupos": {"institucional": grupo, "federado": grupo}}
                ).encode(),
            )
        elif camino == "/local/entrada/oauth2/token":
            self._send("application/json", json.dumps({"id_token": TOKEN}).encode())
        else:
            archivo = self.sitio.carpeta / camino.lstrip("/")
            archivo = archivo if archivo.is_file() else self.sitio.carpeta / "index.html"
            self._send(TIPOS.get(archivo.suffix, "application/octet-stream"), archivo.read_bytes())

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.do_GET()

    do_PUT = do_POST  # noqa: N815

    def _send(self, tipo: str, cuerpo: bytes) -> None:
        self.send_response(200)
        for nombre, valor in {
            **headers("portal"),
            "Content-Type": tipo,
            "Content-Length": str(len(cuerpo)),
        }.items():
            self.send_header(nombre, valor)
        self.end_headers()
        self.wfile.write(cuerpo)

    def log_message(self, *_: object) -> None:
        pass


def _token() -> str:
    cuerpo = base64.urlsafe_b64encode(json.dumps({"iat": 0, "exp": 86_400}).encode()).decode().rstrip("=")
    return f"e30.{cuerpo}.x"


TOKEN = _token()
