"""API of the Mesa's quality: second looks, agreement, disagreements (13.4, 13.6)."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.paginas import Pagina
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import Conflicto, CuerpoInvalido, NoEncontrado, Ocupado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.mesa.acuerdo import CausaDesacuerdo, Prevalece
from chalicelib.workflows.mesa import acuerdo
from chalicelib.workflows.procesos.procesos import reachable

bp = Blueprint(__name__)


class AcuerdoMostrado(Struct, kw_only=True):
    """`razon`: share of equal pairs; `kappa`: Cohen's, null where it is not defined."""

    pares: int
    iguales: int
    razon: float | None
    kappa: float | None


class AcuerdoDeOperador(AcuerdoMostrado, kw_only=True):
    """Of the records that this operator judged first."""

    operador: str


class AcuerdoDeInciso(AcuerdoMostrado, kw_only=True):
    """Of this inciso (or `valido`) against all others together."""

    inciso: str


class Calidad(Struct):
    """`huella`: SHA-256 of the sample's seed; `semilla`: the seed, null until the review is over."""

    porcentaje: int
    huella: str
    semilla: str | None
    general: AcuerdoMostrado
    por_operador: list[AcuerdoDeOperador]
    por_inciso: list[AcuerdoDeInciso]


class CuerpoMuestra(Struct, forbid_unknown_fields=True):
    """Share of the verdicts that is looked at twice, in percent."""

    porcentaje: Annotated[int, Meta(ge=0, le=100)]


class Muestra(Struct):
    """The share in force."""

    proceso: str
    porcentaje: int


class DictamenDado(Struct):
    """What an operator said and when; `inciso` null: valid."""

    operador: str
    en: str
    inciso: str | None
    opcion: str
    detalle: str


class Desacuerdo(Struct):
    """A record on which two operators said otherwise."""

    folio: str
    primero: DictamenDado
    segundo: DictamenDado


class Desacuerdos(Struct):
    """A page of those that nobody decided; one decided meanwhile is left out."""

    elementos: list[Desacuerdo]
    siguiente: str | None


class PaginaDesacuerdos(Pagina, forbid_unknown_fields=True):
    """Query of the list."""

    cuantos: Annotated[int, Meta(ge=1, le=100)] = 50


class CuerpoResolucion(Struct, forbid_unknown_fields=True):
    """Which verdict stands, and why the two differ."""

    prevalece: Prevalece
    causa: CausaDesacuerdo


class Resolucion(Struct):
    """As it was decided."""

    folio: str
    prevalece: Prevalece
    causa: CausaDesacuerdo


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/mesa/calidad",
    Accion.SUPERVISAR_MESA,
    Calidad,
    problemas=(NoEncontrado,),
)
def consultar_calidad(principal: Principal, proceso: str) -> dict[str, Any]:
    """How far second, blind looks agree with the first (13.6)."""
    return acuerdo.show_agreement(reachable(principal, proceso), ahora())


@ruta(
    bp,
    "PUT",
    "/v1/procesos/{proceso}/mesa/calidad",
    Accion.SUPERVISAR_MESA,
    Muestra,
    cuerpo=CuerpoMuestra,
    problemas=(NoEncontrado,),
    evento=Evento.MUESTRA_FIJADA,
    objeto="proceso",
)
def fijar_muestra(principal: Principal, proceso: str, cuerpo: CuerpoMuestra) -> dict[str, Any]:
    """Set the share of the verdicts that is looked at twice (13.4)."""
    return acuerdo.set_share(reachable(principal, proceso), cuerpo.porcentaje)


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/mesa/calidad/desacuerdos",
    Accion.SUPERVISAR_MESA,
    Desacuerdos,
    consulta=PaginaDesacuerdos,
    problemas=(NoEncontrado, CuerpoInvalido),
)
def listar_desacuerdos(principal: Principal, proceso: str, consulta: PaginaDesacuerdos) -> dict[str, Any]:
    """Records on which two operators said otherwise and nobody has decided (13.6)."""
    reachable(principal, proceso)
    return acuerdo.list_disagreements(proceso, consulta)


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/mesa/calidad/desacuerdos/{folio}",
    Accion.SUPERVISAR_MESA,
    Resolucion,
    cuerpo=CuerpoResolucion,
    problemas=(NoEncontrado, Conflicto, Ocupado),
    evento=Evento.DESACUERDO_RESUELTO,
    objeto="folio",
)
def resolver_desacuerdo(
    principal: Principal, proceso: str, folio: str, cuerpo: CuerpoResolucion
) -> dict[str, Any]:
    """Decide which of two verdicts stands (13.6)."""
    reachable(principal, proceso)
    return acuerdo.settle(proceso, folio, cuerpo.prevalece, cuerpo.causa, principal.cuenta, ahora())
