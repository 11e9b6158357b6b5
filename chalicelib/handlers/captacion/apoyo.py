"""API for aspirantes and authorities: the life of each record."""

from typing import Any

from chalice.app import Blueprint
from msgspec import Struct

from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado
from chalicelib.rules.apoyos.clases import Clase
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.apoyos.vida import show_apoyo

bp = Blueprint(__name__)


class ApoyoPublico(Struct):
    """Registro con su clase, el motivo en palabras y su historia completa; información preliminar (7.13).

    `duplicado_de`: folio del registro que hoy cuenta en su lugar; solo lo ve la autoridad.
    """

    folio: str
    aviso: str
    recibido_en: str
    clase: Clase
    motivo: str
    fundamento: str
    revisado: bool
    duplicado_de: str | None
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
    """Muestra la clase de un registro, su motivo y todo lo que le ocurrió (7.12)."""
    return show_apoyo(principal, folio)
