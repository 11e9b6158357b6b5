"""API for aspirantes and authorities: totals and the life of each record."""

from typing import Any

from chalice.app import Blueprint
from msgspec import Struct

from chalicelib.problemas import NoEncontrado
from chalicelib.rules.auditoria import Evento
from chalicelib.rules.permisos import Accion, Principal
from chalicelib.web import ruta
from chalicelib.workflows import consulta

bp = Blueprint(__name__)


class Avance(Struct):
    """An aspirante's totals; preliminary (7.13)."""

    aspirante: str
    aviso: str
    recibidos: int
    revisados: int
    clases: dict[str, int]
    dias: dict[str, int]


class ApoyoPublico(Struct):
    """A record with its class, the reason in words, and its whole history; preliminary (7.13)."""

    folio: str
    aviso: str
    recibido_en: str
    clase: str
    motivo: str
    fundamento: str
    revisado: bool
    historia: list[dict[str, Any]]


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/avance",
    Accion.CONSULTAR_AVANCE,
    Avance,
    problemas=(NoEncontrado,),
)
def consultar_avance(principal: Principal, aspirante: str) -> dict[str, Any]:
    """Totals of an aspirante by class and by day (7.1 B, 7.12)."""
    return consulta.progress(principal, aspirante)


@ruta(
    bp,
    "GET",
    "/v1/apoyos/{folio}",
    Accion.CONSULTAR_APOYO,
    ApoyoPublico,
    problemas=(NoEncontrado,),
    evento=Evento.APOYO_CONSULTADO,
    objeto="folio",
)
def consultar_apoyo(principal: Principal, folio: str) -> dict[str, Any]:
    """A record's class, why, and everything that happened to it (7.12)."""
    return consulta.record(principal, folio)
