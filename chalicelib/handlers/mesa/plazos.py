"""API of the Mesa's deadlines (13.9)."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.paginas import Pagina
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import CuerpoInvalido, NoEncontrado
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.mesa.plazos import EstadoPlazo
from chalicelib.workflows.mesa import plazos as plazos_mesa
from chalicelib.workflows.procesos.procesos import reachable_process

bp = Blueprint(__name__)
DiaVacio = Annotated[str, Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?\Z")]


class PorEstado(Struct):
    """Records without a verdict, by where they are on their clock."""

    en_tiempo: int
    por_vencer: int
    vencido: int


class PorDia(Struct):
    """Records that reached the Mesa on one day: their last day in time, and how many have no verdict."""

    llegada: str
    limite: str
    estado: EstadoPlazo
    pendientes: int


class PronosticoMostrado(Struct):
    """If nothing more arrives: `ritmo`: a day; `termina`: when the last is done, null without a pace; `tarde`: how many
    after their limit; `dias_tarde`: of the latest."""

    quedan: int
    ritmo: float
    termina: str | None
    tarde: int
    dias_tarde: int | None


class Plazos(Struct):
    """The clock of a process's Mesa."""

    hoy: str
    pendientes: int
    por_estado: PorEstado
    por_dia: list[PorDia]
    pronostico: PronosticoMostrado
    operadores_en_turno: int


class RegistroEnPlazo(Struct):
    """`limite`: last day in time; `dias`: since it arrived; `iniciado_en`: since when somebody works on it."""

    folio: str
    llegada: str
    limite: str
    dias: int
    operador: str | None
    iniciado_en: str | None


class RegistrosEnPlazo(Struct):
    """A page of records, those that arrived first before the others; one judged meanwhile is left out."""

    elementos: list[RegistroEnPlazo]
    siguiente: str | None


class PaginaPlazos(Pagina, forbid_unknown_fields=True):
    """Query of a list of records."""

    cuantos: Annotated[int, Meta(ge=1, le=100)] = 50


class ConsultaProductividad(Pagina, forbid_unknown_fields=True):
    """Days of the centre, both included; empty: the last seven."""

    desde: DiaVacio = ""
    hasta: DiaVacio = ""


class RevisadosEnDia(Struct):
    """What an operator reviewed in a day; `segundas`: of these, second looks."""

    dia: str
    operador: str
    revisados: int
    segundas: int


class Productividad(Struct):
    """A page of it, by day and operator."""

    elementos: list[RevisadosEnDia]
    siguiente: str | None


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/mesa/plazos",
    Accion.CONSULTAR_PLAZOS,
    Plazos,
    problemas=(NoEncontrado,),
)
def consultar_plazos(principal: Principal, proceso: str) -> dict[str, Any]:
    """Muestra cuánto del trabajo de la Mesa está en plazo, por vencer o vencido, y cuándo terminaría (13.9)."""
    reachable_process(principal, proceso)
    return plazos_mesa.show_clock(proceso, ahora())


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/mesa/plazos/vencidos",
    Accion.SUPERVISAR_MESA,
    RegistrosEnPlazo,
    consulta=PaginaPlazos,
    problemas=(NoEncontrado, CuerpoInvalido),
)
def listar_vencidos(principal: Principal, proceso: str, consulta: PaginaPlazos) -> dict[str, Any]:
    """Lista los registros sin dictamen después de su décimo día (13.9)."""
    reachable_process(principal, proceso)
    return plazos_mesa.list_records_by_deadline(proceso, EstadoPlazo.VENCIDO, consulta, ahora())


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/mesa/plazos/por-vencer",
    Accion.SUPERVISAR_MESA,
    RegistrosEnPlazo,
    consulta=PaginaPlazos,
    problemas=(NoEncontrado, CuerpoInvalido),
)
def listar_por_vencer(principal: Principal, proceso: str, consulta: PaginaPlazos) -> dict[str, Any]:
    """Lista los registros sin dictamen que están por vencer (13.9)."""
    reachable_process(principal, proceso)
    return plazos_mesa.list_records_by_deadline(proceso, EstadoPlazo.POR_VENCER, consulta, ahora())


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/mesa/productividad",
    Accion.SUPERVISAR_MESA,
    Productividad,
    consulta=ConsultaProductividad,
    problemas=(NoEncontrado, CuerpoInvalido),
)
def consultar_productividad(
    principal: Principal, proceso: str, consulta: ConsultaProductividad
) -> dict[str, Any]:
    """Muestra lo que cada persona operadora revisó cada día (13.3, 13.9)."""
    reachable_process(principal, proceso)
    return plazos_mesa.show_productivity(proceso, consulta.desde, consulta.hasta, consulta, ahora())
