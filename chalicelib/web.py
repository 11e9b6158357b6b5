"""The edge of the HTTP API: how a route is declared, who asks, what a body must look like, how errors leave."""

import json
import os
import re
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import msgspec
from chalice.app import Blueprint, CORSConfig, Request, Response

from chalicelib.bitacora import log, where
from chalicelib.problemas import (
    CuerpoInvalido,
    FallaInterna,
    NoAutorizado,
    NoEncontrado,
    Problema,
    SolicitudGrande,
    TipoNoAdmitido,
)
from chalicelib.rules.permisos import Accion, Principal, Rol, may

MAXIMO_CUERPO = 256 * 1024  # bytes; a hundred announcements take some 30 KB
CORS = CORSConfig(
    allow_origin=os.environ.get("CAPTACION_ORIGEN_WEB", "*"),
    allow_headers=["Authorization", "Content-Type"],
    max_age=3600,
)
PARTE = re.compile(r"[A-Za-z0-9-]{1,100}", re.ASCII)  # what any identifier in a path is made of
_LUGAR = re.compile(r" - at `\$\.?([\w.\[\]]*)`$")
_S = TypeVar("_S")


def ruta(blueprint: Blueprint, metodo: str, camino: str, accion: Accion) -> Callable[..., Any]:
    """Declare a route and the one action it performs; the view gets the principal as its first argument.

    What the view returns is sent as JSON. A role without the action never reaches the view.
    """

    def declare(vista: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(vista)
        def envuelta(**partes: str) -> Response:
            try:
                principal = principal_of(blueprint.current_request)
                if not may(principal, accion):
                    raise NoAutorizado("Su cuenta no tiene permiso para esta acción.")
                if not all(PARTE.fullmatch(p) for p in partes.values()):
                    raise NoEncontrado("No hay nada con ese identificador.")
                return as_json(vista(principal, **partes))
            except Problema as problema:
                return as_problem(problema)
            except Exception as error:  # noqa: BLE001 - nobody is shown a trace, and no log what a body held
                log.error("falla en una ruta", extra={"ruta": camino, **where(error)})
                return as_problem(FallaInterna("No se pudo atender la solicitud. Intente de nuevo."))

        envuelta.accion = accion  # type: ignore[attr-defined]
        # Any content type gets here, for Chalice's own refusal of the others is no problem document.
        blueprint.route(camino, methods=[metodo], cors=CORS, name=vista.__name__, content_types=["*/*"])(
            envuelta
        )
        return envuelta

    return declare


def principal_of(solicitud: Request) -> Principal:
    """The principal that the authorizer put into the request."""
    datos = solicitud.context["authorizer"]
    return Principal(
        sujeto=datos["sujeto"],
        rol=Rol(datos["rol"]),
        **{c: datos.get(c, "") for c in ("opl", "proceso", "aspirante", "auxiliar", "operador")},
    )


def parse_body(solicitud: Request, tipo: type[_S]) -> _S:
    """The body as that struct; raise `CuerpoInvalido` naming the place, never the value.

    Raises `SolicitudGrande` and `TipoNoAdmitido` too.
    """
    if solicitud.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise TipoNoAdmitido("Envíe la solicitud como application/json.")
    crudo = solicitud.raw_body
    if len(crudo) > MAXIMO_CUERPO:
        raise SolicitudGrande("Divida la solicitud: el cuerpo admite hasta 256 KB.")
    try:
        return msgspec.json.decode(crudo, type=tipo)
    except msgspec.ValidationError as error:
        hallado = _LUGAR.search(str(error))  # the rest of the message may quote what was sent
        campo = (hallado and hallado[1]) or "(cuerpo)"
        raise CuerpoInvalido(f"Corrija el campo {campo}: no tiene la forma publicada.", campo=campo) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise CuerpoInvalido("El cuerpo no es JSON en UTF-8.", campo="(cuerpo)") from None


def as_json(datos: Any, estado: int = 200, tipo: str = "application/json") -> Response:
    """A JSON response that nobody may keep."""
    cuerpo = json.dumps(datos, ensure_ascii=False)
    return Response(cuerpo, status_code=estado, headers={"Content-Type": tipo, "Cache-Control": "no-store"})


def as_problem(problema: Problema) -> Response:
    """The one place where refusals become problem details."""
    return as_json(problema.body(), problema.estado, "application/problem+json")
