"""The OpenAPI 3.1 document, generated from the declaration of each route (`borde/ruta.Ruta`)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from inspect import getdoc
from typing import Any

import msgspec

from chalicelib import problemas
from chalicelib.borde import errores
from chalicelib.borde.esquemas import published_schemas
from chalicelib.borde.ruta import PARTE, Ruta
from chalicelib.problemas import Problema
from chalicelib.problemas.cuentas import ElijaCuenta
from chalicelib.rules.base.permisos import PERMISOS, Accion

VERSION = "1.0.0"
REF = "#/components/schemas/{name}"
_PARTES = re.compile(r"\{(\w+)\}")
_Json = dict[str, Any]

# Description of each status, for readers of the document.
RESPUESTAS: dict[int, str] = {
    200: "Hecho.",
    201: "Creado.",
    202: "Recibido; se hace en segundo plano.",
    400: "La solicitud no tiene la forma publicada.",
    401: "Falta un acceso vigente.",
    403: "La cuenta no puede hacerlo.",
    404: "No existe, o no está al alcance de la cuenta.",
    409: "El estado actual no lo admite.",
    413: "El cuerpo es demasiado grande.",
    415: "El tipo de contenido no se admite.",
    422: "Los datos no se admiten.",
    429: "Demasiadas solicitudes: intente más tarde.",
    500: "Falla interna.",
    503: "No disponible por ahora: intente más tarde.",
}

# Purpose of each room of the API. An operation has the tag of its handler's room.
ETIQUETAS: dict[str, str] = {
    "aspirantes": "Registro de aspirantes, Cédula de confirmación, emblema y representante (6.1 B–F).",
    "atencion": "Solicitudes de atención a INETEL y MATO (17).",
    "audiencias": "Garantía de audiencia (14).",
    "auxiliares": "Auxiliares, cargas masivas, dispositivos y Cédula de Registro (7, 8).",
    "captacion": "Anuncio, recepción y consulta de registros (9, 12).",
    "conservacion": "Conservación, reservas y disposición de un proceso (16.1).",
    "correos": "Anuncios por correo y mantenimientos (9.15, 9.17).",
    "cuentas": "Cuentas institucionales y la cuenta propia (5).",
    "documentacion": "Este documento.",
    "entrega": "Condiciones, entrega de resultados al OPL y registro público de acuses (9.14, 15).",
    "mesa": "Mesa de Control: escritorio, supervisión, calidad, plazos y criterios (13).",
    "mi_apoyo": "Activación de Mi Apoyo y aspirantes que se ofrecen (10).",
    "papel": "Régimen de excepción y captura manual (11).",
    "privacidad": "Avisos de privacidad y bitácora (7.11, 18).",
    "procesos": "OPL, procesos, periodos, cifras, llave, enlaces y preparación (6.1 A, 13.2, 15.1).",
    "requerimientos": "Requerimientos de autoridades y solicitudes de acceso (16.2, 18.6).",
    "reportes": "Avance, registros de una persona aspirante, reportes y señales (5.1, 7.12).",
}


def routes_of(rutas: Mapping[str, Mapping[str, Any]]) -> list[tuple[Ruta, Any]]:
    """Every declared route of a Chalice app (`app.routes`) with its view, in a fixed order."""
    todas = [(e.view_function.ruta, e.view_function) for metodos in rutas.values() for e in metodos.values()]
    return sorted(todas, key=lambda par: (par[0].camino, par[0].metodo))


def openapi_document(rutas: list[tuple[Ruta, Any]]) -> _Json:
    """The OpenAPI document of those routes."""
    tipos = [t for r, _ in rutas for t in (r.cuerpo, r.respuesta) if t is not None and not isinstance(t, str)]
    campos = [c.type for r, _ in rutas if r.consulta for c in msgspec.structs.fields(r.consulta)]
    esquemas, componentes = msgspec.json.schema_components([*tipos, *campos], ref_template=REF)
    por_tipo = dict(zip(map(_key, [*tipos, *campos]), esquemas, strict=True))
    caminos: dict[str, _Json] = defaultdict(dict)
    codigos = {c for r, _ in rutas for cs in _codes(r, _is_public(r)).values() for c in cs}
    for r, vista in rutas:
        caminos[r.camino][r.metodo.lower()] = _operation(r, vista, por_tipo)
    documento = {
        "openapi": "3.1.0",
        # Relative to the document itself, so that it holds under any stage of the gateway.
        "servers": [{"url": ".."}],
        "info": {
            "title": "Sistema de Captación",
            "version": VERSION,
            "description": "Captación y verificación del apoyo de la ciudadanía a candidaturas independientes. "
            "Cada operación declara su permiso (`x-accion`) y los roles que lo tienen (`x-roles`).",
        },
        "tags": [{"name": n, "description": t} for n, t in sorted(ETIQUETAS.items())],
        "paths": dict(caminos),
        "components": {
            "schemas": {**errores.problem_components(codigos), **componentes},
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
    return published_schemas(documento)


def _key(tipo: Any) -> str:
    return repr(tipo)


def _operation(r: Ruta, vista: Any, por_tipo: dict[str, _Json]) -> _Json:
    publica = _is_public(r)
    texto = (getdoc(vista) or "").partition("\n")
    operacion: _Json = {
        "operationId": vista.__name__,
        "summary": texto[0].strip(),
        "description": " ".join(texto[2].split()) or texto[0].strip(),
        "tags": [_tag(vista)],
        "security": [] if publica else [{"cognito": []}],
        "x-accion": r.accion.value,
        "x-roles": sorted(rol.value for rol, acciones in PERMISOS.items() if r.accion in acciones),
        **({"x-auditoria": r.evento.value} if r.evento else {}),
        **({"x-limites": [_limit(x) for x in r.limites]} if r.limites else {}),
        "parameters": [
            *_path(r),
            *_query(r, por_tipo),
            *([] if publica else [_CUENTA, *([_REPETICION] if r.metodo == "POST" else [])]),
        ],
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


_REPETICION: _Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Identifica la solicitud (por ejemplo un UUID): repetida con la misma clave durante un día, recibe "
    "la misma respuesta (con `Idempotency-Replayed: true`) y no se hace dos veces.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
}


_OF_KEY: dict[str, tuple[type[Problema], ...]] = {
    "POST": (problemas.SolicitudEnCurso, problemas.ClaveReutilizada, problemas.CuerpoInvalido)
}


def _headers(r: Ruta, publica: bool) -> list[_Json]:
    if publica:
        return []
    return [_CUENTA, _REPETICION] if r.metodo in _OF_KEY else [_CUENTA]


_DESPUES: _Json = {
    "type": "string",
    "maxLength": 2000,
    "pattern": "^[A-Za-z0-9_-]*$",
    "description": "El cursor `siguiente` de la página anterior de esta misma lista, con los mismos filtros.",
}


def _is_public(r: Ruta) -> bool:
    return r.accion is Accion.CONSULTAR_PUBLICO


def _tag(vista: Any) -> str:
    """Room of a view's module, `chalicelib.handlers.<room>…`."""
    cuarto: str = vista.__module__.split(".")[2]
    return cuarto


def _limit(limite: Any) -> _Json:
    return {"por": limite.por.value, "veces": limite.veces, "segundos": int(limite.cada.total_seconds())}


def _path(r: Ruta) -> Iterator[_Json]:
    for nombre in _PARTES.findall(r.camino):
        esquema = {"type": "string", "pattern": f"^{PARTE.pattern}$"}
        yield {"name": nombre, "in": "path", "required": True, "schema": esquema}


def _query(r: Ruta, por_tipo: dict[str, _Json]) -> Iterator[_Json]:
    for campo in msgspec.structs.fields(r.consulta) if r.consulta else ():
        esquema = _DESPUES if campo.encode_name == "despues" else por_tipo[_key(campo.type)]
        yield {"name": campo.encode_name, "in": "query", "required": campo.required, "schema": esquema}


def _responses(r: Ruta, por_tipo: dict[str, _Json], publica: bool) -> Iterator[tuple[str, _Json]]:
    if isinstance(r.respuesta, str):
        contenido: _Json = {r.respuesta: {"schema": {"type": "string", "format": "binary"}}}
    else:
        contenido = {"application/json": {"schema": por_tipo[_key(r.respuesta)]}}
    yield str(r.estado), {"description": RESPUESTAS[r.estado], "content": contenido}
    for estado, codigos in sorted(_codes(r, publica).items()):
        yield (
            str(estado),
            {
                "description": RESPUESTAS[estado],
                "content": {"application/problem+json": {"schema": errores.problem_answer(codigos)}},
            },
        )


def _codes(r: Ruta, publica: bool) -> dict[int, set[str]]:
    """Codes of every refusal of a route, by status: its own, those of the edge, and those of the gateway."""
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
        propios += [problemas.NoAutorizado, problemas.DatosIlegibles, ElijaCuenta, *_OF_KEY.get(r.metodo, ())]
    codigos: dict[int, set[str]] = defaultdict(set)
    for p in propios:
        codigos[p.estado].add(p.codigo)
    if not publica:
        codigos[401] |= {"no_identificado", "sesion_no_valida"}
    return codigos
