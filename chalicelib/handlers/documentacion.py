"""The API about itself: the document from which clients, the page to try it and the tests are made."""

from functools import cache
from typing import Any

from chalice.app import Blueprint

from chalicelib.borde.ruta import ruta
from chalicelib.rules.base.permisos import Accion, Principal

bp = Blueprint(__name__)


@ruta(bp, "GET", "/v1/openapi.json", Accion.CONSULTAR_PUBLICO, dict[str, Any])
def consultar_openapi(_: Principal) -> dict[str, Any]:
    """Este documento: OpenAPI 3.1."""
    return _document()


@cache
def _document() -> dict[str, Any]:
    from chalicelib.borde.openapi import openapi_document, routes_of  # only who asks for it pays for it

    return openapi_document(routes_of(bp.current_app.routes))
