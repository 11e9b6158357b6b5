"""API of the Mesa's quality: blind second reviews, agreement, disagreements (13.4, 13.6)."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.formas_mesa import HojaMesa
from chalicelib.borde.instantes import Instante
from chalicelib.borde.paginas import Pagina
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import Conflicto, CuerpoInvalido, NoEncontrado, Ocupado
from chalicelib.problemas.mesa import ExpedienteIlegible, RegistroSinVer
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.mesa.calidad import CausaDesacuerdo, Prevalece
from chalicelib.workflows.mesa import acuerdo
from chalicelib.workflows.procesos.procesos import reachable_process

bp = Blueprint(__name__)


class AcuerdoMostrado(Struct, kw_only=True):
    """`razon`: parte de los pares que son iguales; `kappa`: la de Cohen, nulo donde no está definida."""

    pares: int
    iguales: int
    razon: float | None
    kappa: float | None


class AcuerdoDeOperador(AcuerdoMostrado, kw_only=True):
    """Acuerdo en los registros que esta persona operadora dictaminó primero."""

    operador: str


class AcuerdoDeInciso(AcuerdoMostrado, kw_only=True):
    """Acuerdo en este inciso (o `valido`) frente a todos los demás juntos."""

    inciso: str


class CalidadMesa(Struct):
    """`huella`: SHA-256 de la semilla de la muestra; `semilla`: la semilla, nulo hasta que termina la revisión."""

    porcentaje: int
    huella: str
    semilla: str | None
    general: AcuerdoMostrado
    por_operador: list[AcuerdoDeOperador]
    por_inciso: list[AcuerdoDeInciso]


class CuerpoMuestra(Struct, forbid_unknown_fields=True):
    """Parte de los dictámenes que se mira dos veces, en porcentaje."""

    porcentaje: Annotated[int, Meta(ge=0, le=100)]


class MuestraMesa(Struct):
    """La parte vigente, en porcentaje."""

    proceso: str
    porcentaje: int


class DictamenDado(Struct):
    """Qué dictaminó una persona operadora y cuándo; `inciso` nulo: válido."""

    operador: str
    en: Instante
    inciso: str | None
    opcion: str
    detalle: str


class Desacuerdo(Struct):
    """Registro en que dos personas operadoras dictaminaron distinto."""

    folio: str
    primero: DictamenDado
    segundo: DictamenDado


class HojaEnDesacuerdo(HojaMesa, kw_only=True):
    """El registro como lo vieron ambas personas operadoras, y lo que dictaminó cada una."""

    primero: DictamenDado
    segundo: DictamenDado


class Desacuerdos(Struct):
    """Página de los que nadie ha resuelto; se omite el que se resuelva entre tanto."""

    elementos: list[Desacuerdo]
    siguiente: str | None


class PaginaDesacuerdos(Pagina, forbid_unknown_fields=True):
    """Query of a page of disagreements: its cursor and its size."""

    cuantos: Annotated[int, Meta(ge=1, le=100)] = 50


class CuerpoResolucion(Struct, forbid_unknown_fields=True):
    """Cuál dictamen prevalece, y por qué difieren los dos."""

    prevalece: Prevalece
    causa: CausaDesacuerdo


class Resolucion(Struct):
    """La resolución como se tomó."""

    folio: str
    prevalece: Prevalece
    causa: CausaDesacuerdo


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/mesa/calidad",
    Accion.SUPERVISAR_MESA,
    CalidadMesa,
    problemas=(NoEncontrado,),
)
def consultar_calidad(principal: Principal, proceso: str) -> dict[str, Any]:
    """Muestra cuánto coinciden las segundas revisiones a ciegas con las primeras (13.6)."""
    return acuerdo.show_agreement(reachable_process(principal, proceso), ahora())


@ruta(
    bp,
    "PUT",
    "/v1/procesos/{proceso}/mesa/calidad",
    Accion.SUPERVISAR_MESA,
    MuestraMesa,
    cuerpo=CuerpoMuestra,
    problemas=(NoEncontrado,),
    evento=Evento.MUESTRA_FIJADA,
    objeto="proceso",
)
def fijar_muestra(principal: Principal, proceso: str, cuerpo: CuerpoMuestra) -> dict[str, Any]:
    """Fija el porcentaje de dictámenes que se revisa dos veces (13.4)."""
    return acuerdo.set_share(reachable_process(principal, proceso), cuerpo.porcentaje)


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
    """Lista los registros en que dos personas dictaminaron distinto y nadie ha decidido (13.6)."""
    reachable_process(principal, proceso)
    return acuerdo.list_disagreements(proceso, consulta)


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/mesa/calidad/desacuerdos/{folio}",
    Accion.SUPERVISAR_MESA,
    HojaEnDesacuerdo,
    problemas=(NoEncontrado, Conflicto, ExpedienteIlegible),
    evento=Evento.DESACUERDO_CONSULTADO,
    objeto="folio",
)
def ver_desacuerdo(principal: Principal, proceso: str, folio: str) -> dict[str, Any]:
    """Muestra un registro con los dos dictámenes distintos, para decidir cuál prevalece (13.6)."""
    reachable_process(principal, proceso)
    return acuerdo.show_disagreement(proceso, folio, principal.cuenta)


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/mesa/calidad/desacuerdos/{folio}",
    Accion.SUPERVISAR_MESA,
    Resolucion,
    cuerpo=CuerpoResolucion,
    problemas=(NoEncontrado, RegistroSinVer, Conflicto, Ocupado),
    evento=Evento.DESACUERDO_RESUELTO,
    objeto="folio",
)
def resolver_desacuerdo(
    principal: Principal, proceso: str, folio: str, cuerpo: CuerpoResolucion
) -> dict[str, Any]:
    """Decide cuál de dos dictámenes prevalece (13.6)."""
    reachable_process(principal, proceso)
    return acuerdo.settle_disagreement(
        proceso, folio, cuerpo.prevalece, cuerpo.causa, principal.cuenta, ahora()
    )
