"""API of credentials that expired and count by an agreement of the INE, for each period (Protocolo 9.8)."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.procesos.vigencias import set_extensions, show_extensions

bp = Blueprint(__name__)

Anio = Annotated[str, Meta(pattern=r"^20[0-9]{2}\Z")]


class CuerpoVigencias(Struct, forbid_unknown_fields=True):
    """Años de credenciales vencidas que cuentan, y el acuerdo que lo dice; sin años, no cuenta ninguna."""

    anios: Annotated[list[Anio], Meta(max_length=10)]
    acuerdo: Annotated[str, Meta(max_length=200, pattern=r"^(\S([^\x00-\x1f\x7f]*\S)?)?\Z")] = ""


class VigenciasProrrogadas(Struct):
    """Como están fijadas; `fijado_en`: cuándo, nulo si nunca."""

    periodo: str
    anios: list[str]
    acuerdo: str
    fijado_en: str | None


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/periodos/{periodo}/vigencias",
    Accion.CONSULTAR_PROCESOS,
    VigenciasProrrogadas,
    problemas=(NoEncontrado,),
)
def consultar_vigencias(principal: Principal, proceso: str, periodo: str) -> dict[str, Any]:
    """Muestra qué credenciales vencidas cuentan en un periodo, y por qué acuerdo (9.8)."""
    return show_extensions(principal, proceso, periodo)


@ruta(
    bp,
    "PUT",
    "/v1/procesos/{proceso}/periodos/{periodo}/vigencias",
    Accion.CONFIGURAR_PERIODO,
    VigenciasProrrogadas,
    cuerpo=CuerpoVigencias,
    problemas=(NoEncontrado, DatosNoAdmitidos, Ocupado),
    evento=Evento.VIGENCIAS_PRORROGADAS,
    objeto="periodo",
)
def prorrogar_vigencias(
    principal: Principal, proceso: str, periodo: str, cuerpo: CuerpoVigencias
) -> dict[str, Any]:
    """Fija qué credenciales vencidas cuentan en un periodo, por acuerdo del INE (9.8)."""
    return set_extensions(principal, proceso, periodo, cuerpo.anios, cuerpo.acuerdo, ahora())
