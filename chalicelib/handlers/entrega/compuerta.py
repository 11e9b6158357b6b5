"""API of what comes before a delivery: the gate of 15.2, the OPL's notification, the comparison of figures."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado, Ocupado
from chalicelib.problemas.entrega import EntregaNoProcede
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.entrega import compuerta, conciliacion, conclusion

bp = Blueprint(__name__)
Dia = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]


class Condicion(Struct):
    """A condition of 15.2. `desde`: since when it holds; `faltas`: what is missing; `pendientes`: how much."""

    inciso: str
    nombre: str
    cumple: bool
    desde: str | None
    evidencia: str
    pendientes: int
    faltas: list[str]


class Compuerta(Struct):
    """The six conditions; a delivery may be ordered when A to E hold."""

    proceso: str
    puede_ordenarse: bool
    condiciones: list[Condicion]


class CuerpoConclusion(Struct, forbid_unknown_fields=True):
    """The OPL's oficio and its date, a day of the centre."""

    oficio: Annotated[str, Meta(min_length=1, max_length=120)]
    fecha: Dia
    observaciones: Annotated[str, Meta(max_length=1000)] = ""


class ConclusionNotificada(Struct):
    """The notification in force; `anteriores`: how many it replaced."""

    proceso: str
    en: str
    oficio: str
    fecha: str
    observaciones: str
    cuenta: str
    anteriores: int


class Falta(Struct):
    """What does not agree (a total, or a folio), and how."""

    que: str
    falta: str


class ConciliacionMostrada(Struct):
    """A comparison of figures. `difieren`: totals unlike their recount; `desacuerdos`: records whose class is not that
    of their history; `ajenos`: what is no record; `ejemplos`: the first of all faults.
    """

    proceso: str
    estado: str
    pedida_en: str
    terminada_en: str | None
    registros: int
    clases: dict[str, int]
    sin_verificar: int
    otro_corte: int
    difieren: int
    desacuerdos: int
    ajenos: int
    ejemplos: list[Falta]


class UltimaConciliacion(Struct):
    """The newest comparison, null before the first."""

    conciliacion: ConciliacionMostrada | None


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/entrega",
    Accion.CONSULTAR_ENTREGAS,
    Compuerta,
    problemas=(NoEncontrado,),
)
def consultar_compuerta(principal: Principal, proceso: str) -> dict[str, Any]:
    """Whether results can be delivered: the six conditions of 15.2, with evidence."""
    return compuerta.show_gate(principal, proceso, ahora())


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/mesa/conclusion",
    Accion.NOTIFICAR_CONCLUSION,
    ConclusionNotificada,
    cuerpo=CuerpoConclusion,
    problemas=(NoEncontrado, EntregaNoProcede, Ocupado),
    evento=Evento.CONCLUSION_NOTIFICADA,
    objeto="proceso",
)
def notificar_conclusion(principal: Principal, proceso: str, cuerpo: CuerpoConclusion) -> dict[str, Any]:
    """Notify that the review at the Mesa de Control is concluded (15.2 B)."""
    return conclusion.record_conclusion(
        principal, proceso, cuerpo.oficio, cuerpo.fecha, cuerpo.observaciones, ahora()
    )


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/conciliacion",
    Accion.CONCILIAR_CIFRAS,
    ConciliacionMostrada,
    estado=202,
    problemas=(NoEncontrado,),
    evento=Evento.CONCILIACION_PEDIDA,
    objeto="proceso",
)
def pedir_conciliacion(principal: Principal, proceso: str) -> dict[str, Any]:
    """Have every figure recounted two ways, in the background (15.2 C, D)."""
    return conciliacion.order_comparison(principal, proceso, ahora())


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/conciliacion",
    Accion.CONSULTAR_ENTREGAS,
    UltimaConciliacion,
    problemas=(NoEncontrado,),
)
def consultar_conciliacion(principal: Principal, proceso: str) -> dict[str, Any]:
    """The newest comparison of figures, with what it found (15.2 D)."""
    return {"conciliacion": conciliacion.show_last_comparison(principal, proceso)}
