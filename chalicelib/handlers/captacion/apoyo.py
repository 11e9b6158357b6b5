"""API for aspirantes and authorities: the life of each record."""

from typing import Any

from chalice.app import Blueprint
from msgspec import Struct

from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.base import alcance as consulta

bp = Blueprint(__name__)


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
