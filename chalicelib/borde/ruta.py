"""The edge of the HTTP API: declaration of routes, the acting account, checks of the body, and problem documents."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

import msgspec
from chalice.app import Blueprint, CORSConfig, Request, Response

from chalicelib.base import config
from chalicelib.base.metricas import record_metric
from chalicelib.base.registro import describe_error, log
from chalicelib.base.reloj import ahora
from chalicelib.borde.anotacion import ActoDeRuta, noted
from chalicelib.borde.cursores import open_cursor, seal_cursor
from chalicelib.borde.direccion import address_of
from chalicelib.borde.rechazos import note_refusal
from chalicelib.borde.repeticiones import CABECERA, answer_once
from chalicelib.problemas import (
    CuerpoInvalido,
    DatosIlegibles,
    DemasiadasSolicitudes,
    FallaInterna,
    NoAutorizado,
    NoEncontrado,
    Problema,
    SolicitudGrande,
    TipoNoAdmitido,
)
from chalicelib.problemas.cuentas import ElijaCuenta
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import (
    NADIE,
    Accion,
    CuentaAmbigua,
    Principal,
    Rol,
    SinPermiso,
    choose_account,
)
from chalicelib.vault.errores import CamposInvalidos
from chalicelib.workflows.base.limites import take_try

MAXIMO_CUERPO = 256 * 1024  # bytes; a hundred announcements take some 30 KB
DE_TODAS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}
"""Headers of every answer. The gateway's own answers have them too (infra/recursos.yaml)."""
CORS = CORSConfig(
    allow_origin=config.ORIGEN_WEB,
    allow_headers=["Authorization", "Content-Type", "X-Cuenta", CABECERA],
    max_age=3600,
)
PARTE = re.compile(r"[A-Za-z0-9-]{1,100}", re.ASCII)  # characters of any identifier in a path
_LUGAR = re.compile(r" - at `\$\.?([\w.\[\]]*)`$")
_S = TypeVar("_S")


@dataclass(frozen=True)
class RespuestaDeArchivo:
    """An answer that is not JSON: its bytes, its content type, and the file name under which it is saved."""

    contenido: bytes
    tipo: str
    nombre: str


@dataclass(frozen=True, kw_only=True)
class Ruta:
    """Declaration of a route, from which the OpenAPI document is also made (`chalicelib/borde/openapi.py`).

    `cuerpo`, `consulta`: structs of body and query; `respuesta`: type of the answer, or a content type for a file;
    `problemas`: refusals of its own, besides those of every route; `evento`: event that the audit log notes, about the
    part of the path or the member of the answer named `objeto`; `limites`: rate limits; `guarda`: seconds for which any
    cache may keep the answer, which must be the same for every caller.
    """

    metodo: str
    camino: str
    accion: Accion
    respuesta: Any
    cuerpo: type | None = None
    consulta: type | None = None
    estado: int = 200
    problemas: tuple[type[Problema], ...] = ()
    evento: Evento | None = None
    objeto: str = ""
    limites: tuple[Limite, ...] = ()
    maximo: int = MAXIMO_CUERPO
    guarda: int = 0


def ruta(
    blueprint: Blueprint, metodo: str, camino: str, accion: Accion, respuesta: Any, **declarado: Any
) -> Callable[..., Any]:
    """Declare a route (see `Ruta`). The view gets the principal, and `cuerpo=` and `consulta=` if they are declared.

    The view's result is sent as JSON, or as a file if it is a `RespuestaDeArchivo`. A role without the action never
    reaches the view. An audited act is noted after the view and before the answer, so no answer is given for an act
    that could not be noted.
    """
    r = Ruta(metodo=metodo, camino=camino, accion=accion, respuesta=respuesta, **declarado)

    def declare(vista: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(vista)
        def envuelta(**partes: str) -> Response:
            try:
                return _attend(r, vista, blueprint.current_request, partes)
            except Problema as problema:
                note_refusal(metodo, camino, blueprint.current_request, problema)
                return as_problem(problema)
            except CamposInvalidos as error:
                log.error("datos que no se abren", extra={"ruta": camino, **describe_error(error)})
                return as_problem(DatosIlegibles("Los datos guardados no se pueden abrir. Avise a la MATO."))
            except Exception as error:  # noqa: BLE001 - nobody is shown a trace, and no log what a body held
                log.error("falla en una ruta", extra={"ruta": camino, **describe_error(error)})
                record_metric("FallasInternas", 1)
                return as_problem(FallaInterna("No se pudo atender la solicitud. Intente de nuevo."))

        envuelta.ruta = r  # type: ignore[attr-defined]
        # Every content type is accepted here, because Chalice's own refusal of a type is not a problem document.
        blueprint.route(camino, methods=[metodo], cors=CORS, name=vista.__name__, content_types=["*/*"])(
            envuelta
        )
        return envuelta

    return declare


def _attend(r: Ruta, vista: Callable[..., Any], solicitud: Request, partes: dict[str, str]) -> Response:
    principal = principal_of(solicitud, r.accion)
    if not all(PARTE.fullmatch(p) for p in partes.values()):
        raise NoEncontrado
    if r.metodo != "POST":
        return _answer(r, vista, solicitud, partes, principal)
    return answer_once(principal, solicitud, lambda: _answer(r, vista, solicitud, partes, principal), ahora())


def _answer(
    r: Ruta, vista: Callable[..., Any], solicitud: Request, partes: dict[str, str], principal: Principal
) -> Response:
    argumentos: dict[str, Any] = dict(partes)
    if r.consulta is not None:
        argumentos["consulta"] = parse_query(solicitud, r.consulta, principal)
    if r.cuerpo is not None:
        argumentos["cuerpo"] = parse_body(solicitud, r.cuerpo, r.maximo)
    _check_limits(r, principal, solicitud, argumentos.get("cuerpo"))
    if r.evento is None:
        datos = vista(principal, **argumentos)
    else:
        acto = ActoDeRuta(principal, r.evento, partes.get(r.objeto, ""), r.objeto, cambia=r.metodo != "GET")
        datos = noted(acto, lambda: vista(principal, **argumentos))
    return _may_be_kept(r, _respond(r, principal, solicitud, datos))


def _respond(r: Ruta, principal: Principal, solicitud: Request, datos: Any) -> Response:
    if isinstance(datos, RespuestaDeArchivo):
        return as_file(datos)
    es_lista = "despues" in getattr(r.consulta, "__struct_fields__", ())
    return as_json(seal_cursor(principal, solicitud, datos) if es_lista else datos, r.estado)


def _may_be_kept(r: Ruta, respuesta: Response) -> Response:
    if r.guarda:
        respuesta.headers["Cache-Control"] = f"public, max-age={r.guarda}"
    return respuesta


def principal_of(solicitud: Request, accion: Accion) -> Principal:
    """The acting account, of those that the authorizer found: the one named in `X-Cuenta`, or the only one with
    permission.

    A public route is outside the authorizer, so its principal is always `NADIE`. Raises `NoAutorizado`, `ElijaCuenta`.
    """
    if accion is Accion.CONSULTAR_PUBLICO:
        return NADIE
    contexto = solicitud.context.get("authorizer") or {}
    cuentas = [
        Principal(**{**c, "rol": Rol(c["rol"]), "sujeto": contexto["sujeto"]})
        for c in json.loads(contexto.get("cuentas", "[]"))
    ]
    try:
        return choose_account(cuentas or [NADIE], accion, solicitud.headers.get("x-cuenta", ""))
    except SinPermiso:
        raise NoAutorizado("Su cuenta no tiene permiso para esta acción.") from None
    except CuentaAmbigua as varias:
        raise ElijaCuenta(
            "Tiene varias cuentas que pueden hacerlo: indique una en el encabezado X-Cuenta.",
            cuentas=varias.cuentas,
        ) from None


def _check_limits(r: Ruta, principal: Principal, solicitud: Request, cuerpo: Any) -> None:
    quienes = {
        Por.CUENTA: principal.sujeto,
        # The key includes the person: otherwise anybody could name another's device and use up its tries.
        Por.DISPOSITIVO: f"{principal.sujeto} {getattr(cuerpo, 'dispositivo', '')}",
        Por.DIRECCION: address_of(solicitud.context, solicitud.headers),
    }
    for limite in r.limites:
        if (espera := take_try(limite, r.camino, quienes[limite.por], ahora())) is not None:
            raise DemasiadasSolicitudes(
                f"Ha intentado demasiadas veces. Espere {espera} segundos e intente de nuevo.",
                reintente_en=espera,
            )


def parse_body(solicitud: Request, tipo: type[_S], maximo: int = MAXIMO_CUERPO) -> _S:
    """The body as that struct. Raises `CuerpoInvalido`, which names the place of a fault and never the value.

    Raises also `SolicitudGrande` (more than `maximo` bytes) and `TipoNoAdmitido`.
    """
    if solicitud.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise TipoNoAdmitido("Envíe la solicitud como application/json.")
    crudo = solicitud.raw_body
    if len(crudo) > maximo:
        raise SolicitudGrande(f"Divida la solicitud: el cuerpo admite hasta {maximo // 1024} KB.")
    try:
        return msgspec.json.decode(crudo, type=tipo)
    except msgspec.ValidationError as error:
        raise _misshapen(error, "(cuerpo)") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise CuerpoInvalido("El cuerpo no es JSON en UTF-8.", campo="(cuerpo)") from None


def parse_query(solicitud: Request, tipo: type[_S], principal: Principal = NADIE) -> _S:
    """The query string as that struct, each parameter once. Raises `CuerpoInvalido`, which names the parameter."""
    crudos: Any = solicitud.query_params or {}
    dados = {c: crudos[c] for c in crudos}
    if "despues" in getattr(tipo, "__struct_fields__", ()):
        dados = open_cursor(principal, solicitud, dados)
    try:
        return msgspec.convert(dados, tipo, strict=False)
    except msgspec.ValidationError as error:
        raise _misshapen(error, "(consulta)") from None


def _misshapen(error: msgspec.ValidationError, todo: str) -> CuerpoInvalido:
    hallado = _LUGAR.search(str(error))  # the rest may quote what was sent
    campo = (hallado and hallado[1]) or todo
    return CuerpoInvalido(f"Corrija el campo {campo}: no tiene la forma publicada.", campo=campo)


def as_json(datos: Any, estado: int = 200, tipo: str = "application/json") -> Response:
    """A JSON response that no cache may keep."""
    cuerpo = json.dumps(datos, ensure_ascii=False)
    return Response(cuerpo, status_code=estado, headers={"Content-Type": tipo, **DE_TODAS})


def as_file(archivo: RespuestaDeArchivo) -> Response:
    """A file to be saved. A browser never renders it as a page of our origin."""
    cabeceras: dict[str, str | list[str]] = {
        "Content-Type": archivo.tipo,
        "Content-Disposition": f'attachment; filename="{archivo.nombre}"',
        **DE_TODAS,
    }
    return Response(archivo.contenido, status_code=200, headers=cabeceras)


def as_problem(problema: Problema) -> Response:
    """The problem document of a refusal. No other function makes one."""
    respuesta = as_json(problema.body(), problema.estado, "application/problem+json")
    if "reintente_en" in problema.extra:
        respuesta.headers["Retry-After"] = str(problema.extra["reintente_en"])
    return respuesta
