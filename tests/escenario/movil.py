"""The reference client against the API in this process, and the steps between its uploads and reception."""

import io
import json
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import requests
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from moto.backends import get_backend
from requests.adapters import BaseAdapter

from chalicelib.base import aws, config
from chalicelib.rules.base.permisos import Rol
from chalicelib.rules.privacidad import TipoAviso
from chalicelib.store.base import tabla as base
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.base.objetos import LlaveDeObjeto
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.workflows.captacion.recepcion import FinalRecepcion, receive_object
from chalicelib.workflows.privacidad.avisos import publish_notice_version
from cliente import muestra
from cliente.expediente import build_expediente
from cliente.registro import Registro
from cliente.sobre import contexto, seal
from tests.escenario import mundo
from tests.escenario.api import Api, Sesion
from tests.escenario.recursos import CUENTA
from tests.unit.vault.vectores import ARN, LLAVE_CAPTURA

BASE = "https://api.invalid"
PUBLICA = LLAVE_CAPTURA.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
OAEP = padding.OAEP(padding.MGF1(SHA256()), SHA256(), None)


class Puente(BaseAdapter):
    """Transport of the client's session: its requests are answered by the API in this process."""

    def __init__(self, api: Api) -> None:
        super().__init__()
        self.api = api

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:  # type: ignore[override]
        cuerpo = json.loads(request.body) if request.body else None
        camino = urlsplit(str(request.url))
        destino = camino.path + (f"?{camino.query}" if camino.query else "")
        r = self.api.pide(str(request.method), destino, None, cuerpo, cabeceras=dict(request.headers))
        respuesta = requests.Response()
        respuesta.status_code, respuesta.request, respuesta.url = r.estado, request, str(request.url)
        respuesta.headers.update(r.cabeceras)
        respuesta.raw = io.BytesIO(json.dumps(r.cuerpo).encode())
        return respuesta

    def close(self) -> None:
        pass


def publish_notice(rol: Rol = Rol.AUXILIAR) -> str:
    """Publish a privacy notice for that role, long in force; return its id."""
    antes = datetime(2026, 1, 5, 15, tzinfo=UTC)
    return publish_notice_version(
        TipoAviso.AVISO, rol, "Aviso sintético", "Texto sintético.", antes, "prueba", antes
    ).aviso


def phone(api: Api, quien: Sesion) -> Registro:
    """Reference client signed in as that person."""
    http = requests.Session()
    http.mount(BASE, Puente(api))
    return Registro(BASE, quien.token, http)


def hold_capture_key(proceso: str = mundo.PROCESO) -> None:
    """Give the process the RSA key of the test vectors, and KMS its private half: moto cannot decrypt with RSA keys."""
    Proceso(proceso).update(
        actions=[Proceso.llave_captura.set(ARN), Proceso.llave_captura_publica.set(PUBLICA)]
    )
    forget_copies()
    aws.client("kms").meta.events.register("before-call.kms.Decrypt", _decrypt, unique_id="captura")


class _Bien:
    status_code = 200


def _decrypt(params: dict[str, Any], **_: Any) -> tuple[_Bien, dict[str, Any]] | None:
    pedido = json.loads(params["body"])
    if pedido.get("EncryptionAlgorithm") != "RSAES_OAEP_SHA_256":
        return None  # moto's own buckets
    claro = LLAVE_CAPTURA.decrypt(b64decode(pedido["CiphertextBlob"]), OAEP)
    return _Bien(), {"KeyId": ARN, "Plaintext": claro}


def empty_buckets() -> None:
    """Empty moto's buckets, which keep what other tests put there."""
    for deposito in get_backend("s3")[CUENTA]["aws"].buckets.values():
        deposito.keys.clear()


def captured(
    llave: ec.EllipticCurvePrivateKey, modo: str, momento: datetime, **cambios: Any
) -> dict[str, Any]:
    """Contents of a capture in the app: `registro`, `claro` (the ZIP) and `sellado` (its sealed bytes)."""
    datos = {"proceso": mundo.PROCESO, "aspirante": "ASPA", "auxiliar": "AUX1", "dispositivo": "DISPA"}
    cuando = momento.strftime("%Y-%m-%dT%H:%M:%SZ")
    registro = muestra.registro("G", **datos | {"modo": modo, "capturado_en": cuando} | cambios)
    claro = build_expediente(registro, muestra.images(), llave)
    return {"registro": registro, "claro": claro, "sellado": seal(claro, PUBLICA, ARN, contexto(registro))}


def arrive(momento: datetime) -> list[FinalRecepcion]:
    """Receive all that was uploaded, as of that instant."""
    listado = aws.client("s3").list_objects_v2(Bucket=config.DEPOSITO_ENTRADA).get("Contents", [])
    return [receive_object(LlaveDeObjeto.parse(objeto["Key"]), momento) for objeto in listado]


@contextmanager
def meanwhile(otro: Callable[[], Any], operacion: str = "TransactWriteItems") -> Iterator[None]:
    """Run `otro` after the next transaction (or other write) was decided on and before it is written."""
    with before_call(1, otro, operacion) as pendientes:
        yield
    assert not pendientes, "nothing was written"


@contextmanager
def between_heads(otro: Callable[[], Any]) -> Iterator[None]:
    """Run `otro` after the head of the person that a record leaves was read, and before the next head is read."""
    with before_call(1, otro, "Query") as pendientes:
        yield
    assert not pendientes, "there was no query"


@contextmanager
def before_call(n: int, otro: Callable[[], Any], operacion: str = "") -> Iterator[list[Callable[[], Any]]]:
    """Run `otro` before the `n`-th call to the tables, of that operation if one is named.

    The list that is yielded is empty once `otro` has run.
    """
    pendientes = [otro]
    llamadas = count(1)
    eventos = base.connection().client.meta.events
    cual = ".".join(filter(None, ("before-call.dynamodb", operacion)))

    def before(**_: Any) -> None:
        if pendientes and next(llamadas) == n:
            pendientes.pop()()

    eventos.register(cual, before, unique_id="before_call")
    try:
        yield pendientes
    finally:
        eventos.unregister(cual, unique_id="before_call")
