"""API of the signals about auxiliares, for the OPL's staff who review them."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.reportes.senales import TipoSenal
from chalicelib.workflows.reportes import senales

bp = Blueprint(__name__)


class ConsultaSenales(Struct):
    """Query of a page: its cursor."""

    despues: Annotated[str, Meta(pattern=r"^[A-Z0-9]{0,12}\Z")] = ""


class EntreTodos(Struct):
    """Lo recibido en total para la persona aspirante."""

    recibidos: int
    inconsistentes: int
    de_noche: int


class SenalAuxiliar(Struct):
    """Lo que parece inusual (`inconsistentes`, `noche`): `n` de los `de` registros de la persona auxiliar, y en
    palabras.
    """

    auxiliar: str
    senal: TipoSenal
    n: int
    de: int
    texto: str


class Senales(Struct):
    """Señales sobre algunos cientos de auxiliares, o ninguna, mientras haya `siguiente`. Son señales, nunca
    dictámenes.
    """

    aviso: str
    corte: Instante
    filtros: dict[str, str]
    entre_todos: EntreTodos
    elementos: list[SenalAuxiliar]
    siguiente: str | None


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/senales",
    Accion.CONSULTAR_SENALES,
    Senales,
    consulta=ConsultaSenales,
    problemas=(NoEncontrado,),
    evento=Evento.SENALES_CONSULTADAS,
    objeto="aspirante",
)
def consultar_senales(principal: Principal, aspirante: str, consulta: ConsultaSenales) -> dict[str, Any]:
    """Señales sobre los auxiliares, según los totales: dónde conviene mirar; no deciden nada."""
    return senales.list_signals(principal, aspirante, consulta.despues, ahora())
