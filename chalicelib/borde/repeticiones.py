"""`Idempotency-Key`: a POST repeated with its key within a day gets the first answer and is not done twice.

It follows the IETF draft (draft-ietf-httpapi-idempotency-key-header). The key belongs to the person and account that
ask. The same key with another request is refused (422), and so is a repetition while the first is in progress (409).
Only successes are stored: a refusal changed nothing, and repeating it does no harm.
"""

import json
import re
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

from botocore.exceptions import BotoCoreError, ClientError
from chalice.app import Request, Response
from pynamodb.exceptions import PynamoDBException

from chalicelib.base.registro import describe_error, log
from chalicelib.problemas import ClaveReutilizada, CuerpoInvalido, SolicitudEnCurso
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.base import repeticiones
from chalicelib.vault.secretos import blind_index, open_fields, seal_fields
from chalicelib.workflows.base.secretos import secreto_sistema

CABECERA = "Idempotency-Key"
REPETIDA = "Idempotency-Replayed"
FORMA = re.compile(r"[\x21-\x7e]{1,255}")


def answer_once(
    principal: Principal, solicitud: Request, attend: Callable[[], Response], ahora: datetime
) -> Response:
    """Answer of `attend`, or the stored answer to an earlier equal request.

    Raises `CuerpoInvalido` for a key of another form, `ClaveReutilizada`, `SolicitudEnCurso`, and what `attend` raises.
    """
    clave = solicitud.headers.get(CABECERA.lower())
    if clave is None or principal.rol is Rol.NADIE:
        return attend()
    if not FORMA.fullmatch(clave):
        raise CuerpoInvalido(f"{CABECERA} lleva de 1 a 255 signos ASCII sin espacios.", campo=CABECERA)
    llave = blind_index(
        secreto_sistema(), "repeticion", f"{principal.sujeto} {sha256(clave.encode()).hexdigest()}"
    )
    huella, intento = _digest(principal, solicitud), token_urlsafe(8)
    previa = repeticiones.begin_request(llave, huella, intento, ahora)
    if previa is not None:
        return _again(previa, huella)
    try:
        respuesta = attend()
    except Exception:
        _leave(llave, intento)
        raise
    _keep(llave, intento, respuesta)
    return respuesta


def _digest(principal: Principal, solicitud: Request) -> bytes:
    """Digest of a request: account, method, path, query and body."""
    partes = [
        principal.cuenta,
        solicitud.method,
        solicitud.path,
        sorted((solicitud.query_params or {}).items()),
    ]
    cuerpo = solicitud.raw_body
    crudo = cuerpo if isinstance(cuerpo, bytes) else cuerpo.encode()
    return sha256(json.dumps(partes).encode() + b"\n" + crudo).digest()


def _again(previa: repeticiones.Repeticion, huella: bytes) -> Response:
    if previa.huella != huella:
        raise ClaveReutilizada(f"Esa {CABECERA} es de otra solicitud: use una nueva para cada una.")
    if previa.respuesta is None:
        raise SolicitudEnCurso(
            "La misma solicitud se está atendiendo: repítala en unos segundos con la misma clave.",
            reintente_en=5,
        )
    dicho = open_fields(secreto_sistema(), f"repeticion {previa.llave}", previa.respuesta)
    return Response(
        dicho["cuerpo"], status_code=dicho["estado"], headers=dicho["cabeceras"] | {REPETIDA: "true"}
    )


def _keep(llave: str, intento: str, respuesta: Response) -> None:
    """Store the answer. If that fails, the caller still gets the answer, because the request was done."""
    dicho = {"estado": respuesta.status_code, "cuerpo": respuesta.body, "cabeceras": respuesta.headers}
    if not isinstance(respuesta.body, str) or respuesta.status_code >= 300:
        return _leave(llave, intento)
    sellado = seal_fields(secreto_sistema(), f"repeticion {llave}", dicho)
    if len(sellado) > repeticiones.MAXIMO:
        return _leave(llave, intento)
    try:
        repeticiones.finish_request(llave, intento, sellado)
    except (PynamoDBException, ClientError, BotoCoreError) as error:
        log.error("respuesta no conservada", extra=describe_error(error))


def _leave(llave: str, intento: str) -> None:
    try:
        repeticiones.abandon_request(llave, intento)
    except (PynamoDBException, ClientError, BotoCoreError) as error:
        log.warning("repeticion no abandonada", extra=describe_error(error))  # the key expires by itself
