"""API for the OPL's review of the Cédulas de Registro de Auxiliar (7.7, 8.6); the Cédula itself is in `cedulas`."""

from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado, Ocupado
from chalicelib.problemas.auxiliares import AuxiliarDeBaja, CargaEnCurso, CedulaReemplazada
from chalicelib.rules.auxiliares.registro import CausaBaja
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.auxiliares import revision

bp = Blueprint(__name__)

Folio = Annotated[str, Meta(pattern=r"^[A-Z0-9]{4,12}-[A-Z0-9]{4,12}(-[A-Z0-9]{4,26}){2}\Z")]


class CedulasPorRevisar(Struct, forbid_unknown_fields=True):
    """Which page: after which cursor, how many."""

    despues: Annotated[str, Meta(pattern=r"^([0-9TZ:.-]{24}_[A-Z0-9]{4,12})?\Z")] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


class CedulaEnEspera(Struct):
    """An auxiliar whose visual evidence waits: `cedula` is its folio."""

    auxiliar: str
    aspirante: str
    cedula: str
    recibida_en: str


class CedulasEnEspera(Struct):
    """A page of those that wait, the longest waiting first."""

    elementos: list[CedulaEnEspera]
    siguiente: str | None


class CedulaVista(Struct, forbid_unknown_fields=True):
    """The folio of the evidence looked at: no other is decided on."""

    cedula: Folio


class BajaPorCedula(Struct, forbid_unknown_fields=True):
    """Why the evidence is not the auxiliar's, and what was seen, which the auxiliar and the aspirante read."""

    cedula: Folio
    causa: Literal["imagenes_no_corresponden", "datos_no_corresponden"]
    detalle: Annotated[str, Meta(pattern=r"^[^\u0000-\u001f\u007f]{10,300}\Z")]


class Revision(Struct):
    """What the review came to: `cedula` conforme or por_revisar; `baja`: when the auxiliar was removed."""

    auxiliar: str
    cedula: str
    baja: str | None


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/cedulas",
    Accion.REVISAR_CEDULAS,
    CedulasEnEspera,
    consulta=CedulasPorRevisar,
    problemas=(NoEncontrado,),
)
def listar_cedulas(principal: Principal, proceso: str, consulta: CedulasPorRevisar) -> dict[str, Any]:
    """Lista los auxiliares de un proceso cuya Cédula espera revisión (7.7)."""
    return revision.list_cedulas_waiting(principal, proceso, consulta.despues, consulta.cuantos)


@ruta(
    bp,
    "POST",
    "/v1/auxiliares/{auxiliar}/cedula/conformidad",
    Accion.REVISAR_CEDULAS,
    Revision,
    cuerpo=CedulaVista,
    problemas=(NoEncontrado, AuxiliarDeBaja, CedulaReemplazada),
    evento=Evento.CEDULA_CONFORME,
    objeto="auxiliar",
)
def dar_conformidad(principal: Principal, auxiliar: str, cuerpo: CedulaVista) -> dict[str, Any]:
    """Da conformidad a los testigos visuales: muestran a la persona registrada en el Portal (7.7)."""
    return revision.conform_cedula(principal, auxiliar, cuerpo.cedula, ahora())


@ruta(
    bp,
    "POST",
    "/v1/auxiliares/{auxiliar}/cedula/baja",
    Accion.REVISAR_CEDULAS,
    Revision,
    cuerpo=BajaPorCedula,
    problemas=(NoEncontrado, AuxiliarDeBaja, CedulaReemplazada, CargaEnCurso, Ocupado),
    evento=Evento.AUXILIAR_DADO_DE_BAJA_POR_CEDULA,
    objeto="auxiliar",
)
def dar_de_baja_por_cedula(principal: Principal, auxiliar: str, cuerpo: BajaPorCedula) -> dict[str, Any]:
    """Da de baja a un auxiliar cuyos testigos muestran a otra persona u otros datos, y le avisa (7.7, 8.6)."""
    causa = CausaBaja(cuerpo.causa)
    return revision.remove_for_cedula(principal, auxiliar, cuerpo.cedula, causa, cuerpo.detalle, ahora())
