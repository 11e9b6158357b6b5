"""The OpenAPI 3.1 document, made from what each route declares (`web.Ruta`): nothing is described twice."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from inspect import getdoc
from typing import Any

import msgspec

from chalicelib import problemas
from chalicelib.borde.ruta import PARTE, Ruta
from chalicelib.problemas import Problema
from chalicelib.rules.base.permisos import PERMISOS, Accion

VERSION = "1.0.0"
REF = "#/components/schemas/{name}"
_PARTES = re.compile(r"\{(\w+)\}")
_Json = dict[str, Any]

PROBLEMA: _Json = {
    "type": "object",
    "description": "RFC 9457 problem details. `code` is stable; `detail` says in Spanish what to do.",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
    },
}


def routes_of(rutas: Mapping[str, Mapping[str, Any]]) -> list[tuple[Ruta, Any]]:
    """Every declared route of a Chalice app (`app.routes`) with its view, in a fixed order."""
    todas = [(e.view_function.ruta, e.view_function) for metodos in rutas.values() for e in metodos.values()]
    return sorted(todas, key=lambda par: (par[0].camino, par[0].metodo))


def document(rutas: list[tuple[Ruta, Any]]) -> _Json:
    """The OpenAPI document of those routes."""
    tipos = [t for r, _ in rutas for t in (r.cuerpo, r.respuesta) if t is not None and not isinstance(t, str)]
    campos = [c.type for r, _ in rutas if r.consulta for c in msgspec.structs.fields(r.consulta)]
    esquemas, componentes = msgspec.json.schema_components([*tipos, *campos], ref_template=REF)
    por_tipo = dict(zip(map(_key, [*tipos, *campos]), esquemas, strict=True))
    caminos: dict[str, _Json] = defaultdict(dict)
    for r, vista in rutas:
        caminos[r.camino][r.metodo.lower()] = _operation(r, vista, por_tipo)
    documento = {
        "openapi": "3.1.0",
        # Relative to the document itself: whatever stage of the gateway it is under.
        "servers": [{"url": ".."}],
        "info": {
            "title": "Sistema de Captación",
            "version": VERSION,
            "description": "Captación y verificación del apoyo de la ciudadanía a candidaturas independientes. "
            "Cada operación declara su permiso (`x-accion`) y los roles que lo tienen (`x-roles`).",
        },
        "paths": dict(caminos),
        "components": {
            "schemas": {"Problema": PROBLEMA, **componentes},
            "securitySchemes": {
                "cognito": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "ID token de Cognito (institucional, o federado con Google, Facebook o X).",
                }
            },
        },
    }
    limpio: _Json = _as_ecma(documento)
    return limpio


def _as_ecma(nodo: Any) -> Any:
    """Patterns as JSON Schema knows them: Python's end of text is `\\Z`, for its `$` admits a line's end after it."""
    if isinstance(nodo, dict):
        return {
            c: v.replace(r"\Z", "$") if c == "pattern" and isinstance(v, str) else _as_ecma(v)
            for c, v in nodo.items()
        }
    return [_as_ecma(n) for n in nodo] if isinstance(nodo, list) else nodo


def _key(tipo: Any) -> str:
    return repr(tipo)


def _operation(r: Ruta, vista: Any, por_tipo: dict[str, _Json]) -> _Json:
    publica = r.accion is Accion.CONSULTAR_PUBLICO
    texto = (getdoc(vista) or "").partition("\n")
    operacion: _Json = {
        "operationId": vista.__name__,
        "summary": texto[0].strip(),
        **({"description": texto[2].strip()} if texto[2].strip() else {}),
        "tags": [_tag(r.camino)],
        "security": [] if publica else [{"cognito": []}],
        "x-accion": r.accion.value,
        "x-roles": sorted(rol.value for rol, acciones in PERMISOS.items() if r.accion in acciones),
        **({"x-auditoria": r.evento.value} if r.evento else {}),
        **({"x-limites": [_limit(x) for x in r.limites]} if r.limites else {}),
        "parameters": [*_path(r), *_query(r, por_tipo), *([] if publica else [_CUENTA])],
        "responses": dict(_responses(r, por_tipo, publica)),
    }
    if r.cuerpo is not None:
        contenido = {"application/json": {"schema": por_tipo[_key(r.cuerpo)]}}
        operacion["requestBody"] = {"required": True, "content": contenido}
    return operacion


_CUENTA: _Json = {
    "name": "X-Cuenta",
    "in": "header",
    "required": False,
    "description": "Cuál de las cuentas de la persona actúa; solo si tiene varias que pueden.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_.#-]{1,100}$"},
}


def _tag(camino: str) -> str:
    return camino.split("/")[2].partition(".")[0]


def _limit(limite: Any) -> _Json:
    return {"por": limite.por.value, "veces": limite.veces, "segundos": int(limite.cada.total_seconds())}


def _path(r: Ruta) -> Iterator[_Json]:
    for nombre in _PARTES.findall(r.camino):
        esquema = {"type": "string", "pattern": f"^{PARTE.pattern}$"}
        yield {"name": nombre, "in": "path", "required": True, "schema": esquema}


def _query(r: Ruta, por_tipo: dict[str, _Json]) -> Iterator[_Json]:
    for campo in msgspec.structs.fields(r.consulta) if r.consulta else ():
        esquema = por_tipo[_key(campo.type)]
        yield {"name": campo.encode_name, "in": "query", "required": campo.required, "schema": esquema}


def _responses(r: Ruta, por_tipo: dict[str, _Json], publica: bool) -> Iterator[tuple[str, _Json]]:
    if isinstance(r.respuesta, str):
        contenido: _Json = {r.respuesta: {"schema": {"type": "string", "format": "binary"}}}
    else:
        contenido = {"application/json": {"schema": por_tipo[_key(r.respuesta)]}}
    yield str(r.estado), {"description": HTTPStatus(r.estado).phrase, "content": contenido}
    for estado, codigos in sorted(_codes(r, publica).items()):
        esquema = {
            "allOf": [
                {"$ref": REF.format(name="Problema")},
                {"properties": {"code": {"enum": sorted(codigos)}}},
            ]
        }
        yield (
            str(estado),
            {
                "description": HTTPStatus(estado).phrase,
                "content": {"application/problem+json": {"schema": esquema}},
            },
        )


def _codes(r: Ruta, publica: bool) -> dict[int, set[str]]:
    """Codes of every refusal, by status: the route's own, the edge's, and the gateway's."""
    propios: list[type[Problema]] = [*r.problemas, problemas.FallaInterna]
    if _PARTES.search(r.camino):
        propios.append(problemas.NoEncontrado)
    if r.cuerpo is not None or r.consulta is not None:
        propios.append(problemas.CuerpoInvalido)
    if r.cuerpo is not None:
        propios += [problemas.SolicitudGrande, problemas.TipoNoAdmitido]
    if r.limites:
        propios.append(problemas.DemasiadasSolicitudes)
    if not publica:
        propios += [problemas.NoAutorizado, problemas.ElijaCuenta]
    codigos: dict[int, set[str]] = defaultdict(set)
    for p in propios:
        codigos[p.estado].add(p.codigo)
    if not publica:
        codigos[401].add("no_identificado")
    return codigos
