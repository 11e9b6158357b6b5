"""API of retention: until when a process is kept, and legal holds (Protocolo 16.1)."""

from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import ruta
from chalicelib.handlers.conservacion.disposicion import DisposicionMostrada
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.conservacion import ReservaLevantada
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.conservacion import reservas, vista

bp = Blueprint(__name__)
Oficio = Annotated[str, Meta(min_length=1, max_length=120)]
FolioPedido = Annotated[str, Meta(min_length=10, max_length=80)]


class ReservaMostrada(Struct):
    """Una reserva, de registros o del proceso completo."""

    reserva: str
    de_todo: bool
    folios: list[str]
    motivo: str
    oficio: str
    puesta_en: str
    cuenta: str
    levantada_en: str | None
    levantada_por: str | None
    oficio_levanta: str


class ReservaPuesta(ReservaMostrada):
    """Una reserva como quedó; `no_estan`: registros que no existen, o ya no."""

    no_estan: list[str]


class Conservacion(Struct):
    """Hasta cuándo se conserva un proceso. `estado`: abierto, en_disposicion o dispuesto; `procede_desde`: cuándo
    puede empezar la disposición, nulo antes de una entrega.
    """

    proceso: str
    estado: Literal["abierto", "en_disposicion", "dispuesto"]
    entrega: str | None
    entregada_en: str | None
    meses: int
    procede_desde: Instante | None
    procede: bool
    reservas: list[ReservaMostrada]
    disposiciones: list[DisposicionMostrada]


class CuerpoReserva(Struct, forbid_unknown_fields=True):
    """Lo que se reserva: esos registros o, sin ninguno, el proceso completo."""

    motivo: Annotated[str, Meta(min_length=3, max_length=500)]
    oficio: Oficio
    folios: Annotated[list[FolioPedido], Meta(max_length=500)] = []


class CuerpoLevantamiento(Struct, forbid_unknown_fields=True):
    """El oficio con que se levanta."""

    oficio: Oficio


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/conservacion",
    Accion.CONSULTAR_CONSERVACION,
    Conservacion,
    problemas=(NoEncontrado,),
)
def consultar_conservacion(principal: Principal, proceso: str) -> dict[str, Any]:
    """Hasta cuándo se conservan los expedientes de un proceso, con sus reservas y disposiciones (16.1)."""
    return vista.show_retention(principal, proceso, ahora())


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/reservas",
    Accion.RESERVAR_EXPEDIENTES,
    ReservaPuesta,
    cuerpo=CuerpoReserva,
    estado=201,
    problemas=(NoEncontrado, DatosNoAdmitidos, Ocupado),
)
def reservar(principal: Principal, proceso: str, cuerpo: CuerpoReserva) -> dict[str, Any]:
    """Reservar registros, o el proceso completo, para que no se eliminen (16.1)."""
    return reservas.place(principal, proceso, cuerpo.folios, cuerpo.motivo, cuerpo.oficio, ahora())


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/reservas/{reserva}/levantamiento",
    Accion.RESERVAR_EXPEDIENTES,
    ReservaPuesta,
    cuerpo=CuerpoLevantamiento,
    problemas=(NoEncontrado, ReservaLevantada, Ocupado),
)
def levantar_reserva(
    principal: Principal, proceso: str, reserva: str, cuerpo: CuerpoLevantamiento
) -> dict[str, Any]:
    """Levantar una reserva, con el oficio que lo ordena (16.1)."""
    return reservas.lift(principal, proceso, reserva, cuerpo.oficio, ahora())
