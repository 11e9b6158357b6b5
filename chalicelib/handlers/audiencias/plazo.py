"""API of the term for requesting hearings, which the OPL sets for each period (Protocolo 14.1, 14.3)."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado, Ocupado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.audiencias.plazo import set_term, show_term

bp = Blueprint(__name__)


class CuerpoPlazoDeAudiencia(Struct, forbid_unknown_fields=True):
    """Días del centro después del último plazo de la Mesa."""

    dias: Annotated[int, Meta(ge=0, le=60)]


class PlazoDeAudiencia(Struct):
    """`limite`: último instante en que puede solicitarse una audiencia, en UTC."""

    periodo: str
    dias: int
    limite: Instante


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/periodos/{periodo}/plazo-audiencia",
    Accion.CONSULTAR_PROCESOS,
    PlazoDeAudiencia,
    problemas=(NoEncontrado,),
)
def consultar_plazo_de_audiencia(principal: Principal, proceso: str, periodo: str) -> dict[str, Any]:
    """Muestra hasta cuándo se solicitan garantías de audiencia en un periodo (14.3)."""
    return show_term(principal, proceso, periodo)


@ruta(
    bp,
    "PUT",
    "/v1/procesos/{proceso}/periodos/{periodo}/plazo-audiencia",
    Accion.CONFIGURAR_PERIODO,
    PlazoDeAudiencia,
    cuerpo=CuerpoPlazoDeAudiencia,
    problemas=(NoEncontrado, Ocupado),
    evento=Evento.PLAZO_DE_AUDIENCIA_FIJADO,
    objeto="periodo",
)
def fijar_plazo_de_audiencia(
    principal: Principal, proceso: str, periodo: str, cuerpo: CuerpoPlazoDeAudiencia
) -> dict[str, Any]:
    """Fija los días, después del último plazo de la Mesa, en que aún se solicita una audiencia (14.3)."""
    return set_term(principal, proceso, periodo, cuerpo.dias)
