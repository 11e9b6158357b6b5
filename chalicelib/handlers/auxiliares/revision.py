"""API for the OPL's review of the Cédulas de Registro de Auxiliar (7.7, 8.6); `cedula.py` shows the Cédula itself."""

from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.estados import EstadoDeCedula
from chalicelib.borde.instantes import Instante
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
    """Query of a page: its cursor and its size."""

    despues: Annotated[str, Meta(pattern=r"^([0-9TZ:.-]{24}_[A-Z0-9]{4,12})?\Z")] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


class CedulaEnEspera(Struct):
    """Auxiliar cuyos testigos visuales esperan revisión; `cedula`: su folio."""

    auxiliar: str
    aspirante: str
    cedula: str
    recibida_en: str


class CedulasEnEspera(Struct):
    """Página de las que esperan, primero la que lleva más tiempo."""

    elementos: list[CedulaEnEspera]
    siguiente: str | None


class CedulaVista(Struct, forbid_unknown_fields=True):
    """Folio de los testigos que se miraron: no se decide sobre ningún otro."""

    cedula: Folio


class BajaPorCedula(Struct, forbid_unknown_fields=True):
    """Por qué los testigos no corresponden a la persona auxiliar, y lo que se vio; lo leen ella y la aspirante.
    `cedula`: folio que se miró; nulo únicamente en `cedula_no_enviada`: nunca se enviaron testigos (8.5).
    """

    causa: Literal["imagenes_no_corresponden", "datos_no_corresponden", "cedula_no_enviada"]
    detalle: Annotated[str, Meta(pattern=r"^[^\u0000-\u001f\u007f]{10,300}\Z")]
    cedula: Folio | None = None


class Revision(Struct):
    """Resultado de la revisión; `cedula`: conforme o por_revisar; `baja`: cuándo causó baja la persona auxiliar."""

    auxiliar: str
    cedula: EstadoDeCedula
    baja: Instante | None


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
    """Da de baja a un auxiliar por sus testigos, de otra persona u otros datos, o por no enviarlos (7.7, 8.5, 8.6)."""
    causa = CausaBaja(cuerpo.causa)
    return revision.remove_for_cedula(principal, auxiliar, cuerpo.cedula, causa, cuerpo.detalle, ahora())
