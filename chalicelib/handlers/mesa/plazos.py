"""API of the Mesa's deadlines (13.9)."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import DiaDelCentro, Instante
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
    """Registros sin dictamen, según su plazo."""

    en_tiempo: int
    por_vencer: int
    vencido: int


class PorDia(Struct):
    """Registros que llegaron a la Mesa un día: su último día en plazo, y cuántos no tienen dictamen."""

    llegada: DiaDelCentro
    limite: DiaDelCentro
    estado: EstadoPlazo
    pendientes: int


class PronosticoMostrado(Struct):
    """Si no llega nada más: `ritmo`: por día; `termina`: cuándo se dictamina el último, nulo sin ritmo; `tarde`:
    cuántos después de su límite; `dias_tarde`: los del más tardío.
    """

    quedan: int
    ritmo: float
    termina: DiaDelCentro | None
    tarde: int
    dias_tarde: int | None


class Plazos(Struct):
    """Los plazos de la Mesa de un proceso."""

    hoy: DiaDelCentro
    pendientes: int
    por_estado: PorEstado
    por_dia: list[PorDia]
    pronostico: PronosticoMostrado
    operadores_en_turno: int


class RegistroEnPlazo(Struct):
    """`limite`: último día en plazo; `dias`: desde que llegó; `iniciado_en`: desde cuándo alguien trabaja en él."""

    folio: str
    llegada: Instante
    limite: DiaDelCentro
    dias: int
    operador: str | None
    iniciado_en: str | None


class RegistrosEnPlazo(Struct):
    """Página de registros, primero los que llegaron antes; se omite el que se dictamine entre tanto."""

    elementos: list[RegistroEnPlazo]
    siguiente: str | None


class PaginaPlazos(Pagina, forbid_unknown_fields=True):
    """Query of a page of records: its cursor and its size."""

    cuantos: Annotated[int, Meta(ge=1, le=100)] = 50


class ConsultaProductividad(Pagina, forbid_unknown_fields=True):
    """Query of the productivity: days in the centre's zone, both included (empty: the last seven), and the page."""

    desde: DiaVacio = ""
    hasta: DiaVacio = ""


class RevisadosEnDia(Struct):
    """Lo que revisó una persona operadora en un día; `segundas`: cuántas fueron segundas revisiones."""

    dia: DiaDelCentro
    operador: str
    revisados: int
    segundas: int


class Productividad(Struct):
    """Página de lo revisado, por día y persona operadora."""

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
