"""API of the Mesa's supervisor: operators, their shifts, and the assignment of records (13.3)."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.estados import EnJornada
from chalicelib.borde.instantes import Instante
from chalicelib.borde.paginas import Pagina
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.mesa import supervision
from chalicelib.workflows.mesa.seleccion import FiltroDeSeleccion
from chalicelib.workflows.mesa.supervision import Pedido
from chalicelib.workflows.procesos.procesos import reachable_process

bp = Blueprint(__name__)

Id = Annotated[str, Meta(pattern=r"^[A-Z0-9]{4,15}\Z")]
IdVacio = Annotated[str, Meta(pattern=r"^([A-Z0-9]{4,15})?\Z")]
DiaVacio = Annotated[str, Meta(pattern=r"^(20\d{2}-\d{2}-\d{2})?\Z")]
Cuantos = Annotated[int, Meta(ge=1, le=400)]


class OperadorDeMesa(Struct):
    """`nombre`: el de su cuenta; `desde`: desde cuándo está en ese estado; `peso`: porcentaje de una jornada completa;
    `mas_antiguo`: recepción del abierto más antiguo.
    """

    operador: str
    nombre: str
    activo: bool
    estado: EnJornada
    desde: Instante | None
    peso: int
    abiertos: int
    revisados_hoy: int
    mas_antiguo: Instante | None


class OperadoresDeMesa(Struct):
    """Página de las personas operadoras de un proceso."""

    elementos: list[OperadorDeMesa]
    siguiente: str | None


class PaginaOperadores(Pagina, forbid_unknown_fields=True):
    """Query of a page of operators: its cursor and its size."""

    cuantos: Annotated[int, Meta(ge=1, le=100)] = 50


class CuerpoPeso(Struct, forbid_unknown_fields=True):
    """Parte de una jornada completa, en porcentaje."""

    peso: Annotated[int, Meta(ge=1, le=100)]


class PesoOperador(Struct):
    """La parte de jornada de una persona operadora."""

    operador: str
    peso: int


class CuerpoAsignacion(Struct, forbid_unknown_fields=True):
    """Cuáles registros: los de una persona aspirante (días del centro, ambos incluidos), o los más antiguos que
    esperan. `operadores`: a ellas, estén o no en turno; vacío: repartidos entre quienes están en turno. `reasignar`:
    también los que otras tienen; `forzar`: también los que ya iniciaron.
    """

    aspirante: IdVacio = ""
    desde: DiaVacio = ""
    hasta: DiaVacio = ""
    auxiliar: IdVacio = ""
    hallazgo: Annotated[str, Meta(pattern=r"^([a-z0-9_]{1,60})?\Z")] = ""
    operadores: Annotated[list[Id], Meta(max_length=100)] = []
    cuantos: Cuantos = 400
    despues: Annotated[str, Meta(pattern=r"^([0-9TZ:.-]{24}#[A-Z0-9-]{4,80})?\Z")] = ""
    reasignar: bool = False
    forzar: bool = False

    def pedido(self) -> Pedido:
        """The same request as the workflow's `Pedido`."""
        filtro = FiltroDeSeleccion(self.aspirante, self.desde, self.hasta, self.auxiliar, self.hallazgo)
        quienes = tuple(dict.fromkeys(self.operadores))
        return Pedido(filtro, quienes, self.cuantos, self.despues, self.reasignar, self.forzar)


class ConteoAsignacion(Struct):
    """Lo que movería una asignación; `quedan`: por qué se quedan otros del filtro, y cuántos."""

    registros: int
    quedan: dict[str, int]
    siguiente: str | None


class Asignacion(Struct):
    """Lo que se movió y a quién; `siguiente`: dónde continuar con el mismo filtro."""

    movidos: int
    por_operador: dict[str, int]
    quedan: dict[str, int]
    siguiente: str | None


class CuerpoRetiro(Struct, forbid_unknown_fields=True):
    """Los últimos `cuantos`; `repartir`: a quienes están en turno, mientras tengan lugar."""

    cuantos: Cuantos = 400
    repartir: bool = False
    forzar: bool = False


class Retiro(Struct):
    """`abiertos`: los que aún tiene la persona operadora."""

    operador: str
    movidos: int
    por_operador: dict[str, int]
    quedan: dict[str, int]
    abiertos: int


class CuerpoRedistribucion(Struct, forbid_unknown_fields=True):
    """`incluir_ausentes`: también lo abierto de quienes no están en turno."""

    cuantos: Cuantos = 400
    incluir_ausentes: bool = False
    forzar: bool = False


class Redistribucion(Struct):
    """`faltan`: registros que siguen sin nivelarse; al pedirlo de nuevo continúa."""

    movidos: int
    por_operador: dict[str, int]
    quedan: dict[str, int]
    faltan: int


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/operadores",
    Accion.SUPERVISAR_MESA,
    OperadoresDeMesa,
    consulta=PaginaOperadores,
    problemas=(NoEncontrado,),
    evento=Evento.OPERADORES_LISTADOS,
    objeto="proceso",
)
def listar_operadores(principal: Principal, proceso: str, consulta: PaginaOperadores) -> dict[str, Any]:
    """Lista a las personas operadoras de la Mesa: nombre, jornada, registros abiertos y revisados hoy (13.3)."""
    reachable_process(principal, proceso)
    return supervision.list_operators(proceso, consulta, ahora())


@ruta(
    bp,
    "PUT",
    "/v1/procesos/{proceso}/operadores/{operador}",
    Accion.SUPERVISAR_MESA,
    PesoOperador,
    cuerpo=CuerpoPeso,
    problemas=(NoEncontrado,),
    evento=Evento.OPERADOR_PONDERADO,
    objeto="operador",
)
def ponderar_operador(
    principal: Principal, proceso: str, operador: str, cuerpo: CuerpoPeso
) -> dict[str, Any]:
    """Fija qué parte de una jornada completa trabaja una persona operadora (13.3)."""
    reachable_process(principal, proceso)
    return supervision.set_weight(proceso, operador, cuerpo.peso)


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/asignaciones/conteo",
    Accion.SUPERVISAR_MESA,
    ConteoAsignacion,
    cuerpo=CuerpoAsignacion,
    problemas=(NoEncontrado, DatosNoAdmitidos),
)
def contar_asignacion(principal: Principal, proceso: str, cuerpo: CuerpoAsignacion) -> dict[str, Any]:
    """Cuenta los registros que la asignación movería ahora; no mueve ninguno (13.3)."""
    reachable_process(principal, proceso)
    return supervision.count_selected(proceso, cuerpo.pedido(), ahora())


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/asignaciones",
    Accion.SUPERVISAR_MESA,
    Asignacion,
    cuerpo=CuerpoAsignacion,
    problemas=(NoEncontrado, DatosNoAdmitidos),
    evento=Evento.REGISTROS_ASIGNADOS,
    objeto="proceso",
)
def asignar_registros(principal: Principal, proceso: str, cuerpo: CuerpoAsignacion) -> dict[str, Any]:
    """Asigna registros elegidos a personas operadoras, a cualquier hora (13.3)."""
    reachable_process(principal, proceso)
    return supervision.assign_selected(proceso, cuerpo.pedido(), ahora())


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/operadores/{operador}/retiro",
    Accion.SUPERVISAR_MESA,
    Retiro,
    cuerpo=CuerpoRetiro,
    problemas=(NoEncontrado,),
    evento=Evento.REGISTROS_RETIRADOS,
    objeto="operador",
)
def retirar_registros(
    principal: Principal, proceso: str, operador: str, cuerpo: CuerpoRetiro
) -> dict[str, Any]:
    """Retira registros a una persona operadora, esté o no en turno (13.3)."""
    reachable_process(principal, proceso)
    return supervision.withdraw_and_show(
        proceso,
        operador,
        ahora(),
        cuantos=cuerpo.cuantos,
        repartir=cuerpo.repartir,
        forzar=cuerpo.forzar,
    )


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/redistribucion",
    Accion.SUPERVISAR_MESA,
    Redistribucion,
    cuerpo=CuerpoRedistribucion,
    problemas=(NoEncontrado,),
    evento=Evento.REGISTROS_REDISTRIBUIDOS,
    objeto="proceso",
)
def redistribuir(principal: Principal, proceso: str, cuerpo: CuerpoRedistribucion) -> dict[str, Any]:
    """Nivela lo abierto entre quienes están en turno (13.3)."""
    reachable_process(principal, proceso)
    return supervision.level_records(
        proceso,
        ahora(),
        ausentes=cuerpo.incluir_ausentes,
        forzar=cuerpo.forzar,
        cuantos=cuerpo.cuantos,
    )
