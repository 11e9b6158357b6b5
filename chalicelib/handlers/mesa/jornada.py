"""API of an operator's own shift at the Mesa de Control (13.3)."""

from typing import Any, Literal

from chalice.app import Blueprint
from msgspec import Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.estados import EnJornada
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.store.mesa.operadores import EstadoJornada
from chalicelib.workflows.mesa.jornada import set_shift, show_shift

bp = Blueprint(__name__)


class CuerpoJornada(Struct, forbid_unknown_fields=True):
    """Solo llegan registros `en_turno`; `devolver`: lo no iniciado regresa a los que esperan."""

    estado: Literal["en_turno", "pausa", "fuera"]
    devolver: bool = False


class Jornada(Struct):
    """`peso`: parte de una jornada completa, en porcentaje; `abiertos`: registros con la persona operadora;
    `devueltos`: los de ahora.
    """

    estado: EnJornada
    desde: Instante | None
    peso: int
    abiertos: int
    revisados_hoy: int
    devueltos: int


@ruta(bp, "GET", "/v1/mesa/jornada", Accion.REVISAR_APOYOS, Jornada)
def ver_jornada(principal: Principal) -> dict[str, Any]:
    """Muestra la propia jornada (13.3)."""
    return show_shift(principal.proceso, principal.operador, ahora())


@ruta(
    bp,
    "PUT",
    "/v1/mesa/jornada",
    Accion.REVISAR_APOYOS,
    Jornada,
    cuerpo=CuerpoJornada,
    problemas=(NoEncontrado,),
    evento=Evento.JORNADA_CAMBIADA,
    objeto="estado",
)
def cambiar_jornada(principal: Principal, cuerpo: CuerpoJornada) -> dict[str, Any]:
    """Inicia, pausa o termina la propia jornada; lo abierto se queda salvo que se devuelva (13.3)."""
    estado = EstadoJornada(cuerpo.estado)
    return set_shift(principal.proceso, principal.operador, estado, ahora(), devolver=cuerpo.devolver)
