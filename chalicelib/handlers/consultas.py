"""API for aspirantes and authorities: totals and the life of each record."""

from typing import Any

from chalice.app import Blueprint

from chalicelib.rules.permisos import Accion, Principal
from chalicelib.web import ruta
from chalicelib.workflows import consulta

bp = Blueprint(__name__)


@ruta(bp, "GET", "/v1/aspirantes/{aspirante}/avance", Accion.CONSULTAR_AVANCE)
def consultar_avance(principal: Principal, aspirante: str) -> dict[str, Any]:
    return consulta.progress(principal, aspirante)


@ruta(bp, "GET", "/v1/apoyos/{folio}", Accion.CONSULTAR_APOYO)
def consultar_apoyo(principal: Principal, folio: str) -> dict[str, Any]:
    return consulta.record(principal, folio)
