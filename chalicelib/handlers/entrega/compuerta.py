"""API of what comes before a delivery: the gate of 15.2, the OPL's notification, the comparison of figures."""

from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import DiaDelCentro, Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado, Ocupado
from chalicelib.problemas.entrega import EntregaNoProcede
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.entrega import compuerta, conciliacion, conclusion

bp = Blueprint(__name__)
Dia = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]


class Condicion(Struct):
    """Una condición de 15.2. `desde`: desde cuándo se cumple; `faltas`: lo que falta; `pendientes`: cuánto."""

    inciso: str
    nombre: str
    cumple: bool
    desde: Instante | None
    evidencia: str
    pendientes: int
    faltas: list[str]


class Compuerta(Struct):
    """Las seis condiciones; puede ordenarse una entrega cuando se cumplen de la A a la E."""

    proceso: str
    puede_ordenarse: bool
    condiciones: list[Condicion]


class CuerpoConclusion(Struct, forbid_unknown_fields=True):
    """El oficio del OPL y su fecha, un día del centro."""

    oficio: Annotated[str, Meta(min_length=1, max_length=120)]
    fecha: Dia
    observaciones: Annotated[str, Meta(max_length=1000)] = ""


class ConclusionNotificada(Struct):
    """La notificación vigente; `anteriores`: a cuántas sustituyó."""

    proceso: str
    en: Instante
    oficio: str
    fecha: DiaDelCentro
    observaciones: str
    cuenta: str
    anteriores: int


class Falta(Struct):
    """Qué no coincide (un total o un folio), y en qué."""

    que: str
    falta: str


class ConciliacionMostrada(Struct):
    """Una conciliación de cifras. `difieren`: totales distintos de su recuento; `desacuerdos`: registros que no
    concuerdan con su historia, su sello, su turno en la Mesa, lo contado o los apoyos de su persona; `ajenos`: lo que
    no es un registro; `ejemplos`: las primeras faltas de todas.
    """

    proceso: str
    estado: Literal["en_curso", "lista"]
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
    """La conciliación más reciente; nulo antes de la primera."""

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
    """Si pueden entregarse los resultados: las seis condiciones de 15.2, con su evidencia."""
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
    """Notificar que concluyó la revisión en la Mesa de Control (15.2 B)."""
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
    """Pedir que todas las cifras se recuenten de dos maneras, en segundo plano (15.2 C, D)."""
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
    """La conciliación de cifras más reciente, con lo que encontró (15.2 D)."""
    return {"conciliacion": conciliacion.show_last_comparison(principal, proceso)}
