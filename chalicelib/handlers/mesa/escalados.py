"""API of escalated records, which the OPL's authority determines because the catalogue lacks them (Protocolo 13.8)."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.formas_mesa import HojaMesa, NotaMostrada, ResultadoMesa
from chalicelib.borde.instantes import Instante
from chalicelib.borde.paginas import Pagina
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import Conflicto, CuerpoInvalido, NoEncontrado, Ocupado
from chalicelib.problemas.mesa import DictamenNoAdmitido, EscaladoResuelto, ExpedienteIlegible, RegistroSinVer
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.store.base.cursor import CursorInvalido
from chalicelib.workflows.mesa import escalados

bp = Blueprint(__name__)

Texto = Annotated[str, Meta(min_length=5, max_length=1000)]


class EscaladoPendiente(Struct):
    """Registro que espera a la autoridad: desde cuándo y quién lo escaló; el porqué está en su hoja."""

    folio: str
    recibido_en: str
    llegada: Instante
    escalado_en: str
    operador: str


class ListaPendientes(Struct):
    """Página de pendientes, primero el de recepción más antigua."""

    elementos: list[EscaladoPendiente]
    siguiente: str | None


class NotaCompleta(NotaMostrada, kw_only=True):
    """Una nota con quien la escribió (persona operadora o cuenta)."""

    quien: str


class HojaEscalada(HojaMesa, kw_only=True):
    """El registro con todo lo que se dijo de él."""

    notas: list[NotaCompleta]  # type: ignore[assignment]


class CuerpoDeterminacion(Struct, forbid_unknown_fields=True):
    """Lo que determinó la autoridad; si no es válido, `texto` es la causa que lee la persona aspirante."""

    valido: bool
    texto: Annotated[str, Meta(min_length=5, max_length=280)]
    oficio: Annotated[str, Meta(min_length=3, max_length=80)]


class CuerpoDevolucion(Struct, forbid_unknown_fields=True):
    """A quién se devuelve, y qué dice de él la autoridad."""

    operador: Annotated[str, Meta(pattern=r"^[A-Z0-9]{1,26}\Z")]
    texto: Texto


class Devuelto(Struct):
    """Un registro devuelto, y a quién."""

    folio: str
    operador: str


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/mesa/escalados",
    Accion.RESOLVER_ESCALADOS,
    ListaPendientes,
    consulta=Pagina,
    problemas=(NoEncontrado, CuerpoInvalido),
)
def listar_escalados(principal: Principal, proceso: str, consulta: Pagina) -> dict[str, Any]:
    """Lista lo que espera a la autoridad del OPL (13.8)."""
    try:
        return escalados.list_escalated(principal, proceso, consulta.despues, consulta.cuantos)
    except CursorInvalido:
        raise CuerpoInvalido("Use el cursor que dio la página anterior.", campo="despues") from None


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/mesa/escalados/{folio}",
    Accion.RESOLVER_ESCALADOS,
    HojaEscalada,
    problemas=(NoEncontrado, EscaladoResuelto, ExpedienteIlegible),
    evento=Evento.ESCALADO_CONSULTADO,
    objeto="folio",
)
def ver_escalado(principal: Principal, proceso: str, folio: str) -> dict[str, Any]:
    """Muestra un registro escalado, como lo vio quien lo escaló (13.8)."""
    return escalados.show_escalated(principal, proceso, folio)


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/mesa/escalados/{folio}/determinacion",
    Accion.RESOLVER_ESCALADOS,
    ResultadoMesa,
    cuerpo=CuerpoDeterminacion,
    problemas=(NoEncontrado, RegistroSinVer, DictamenNoAdmitido, EscaladoResuelto, Conflicto, Ocupado),
    evento=Evento.ESCALADO_DETERMINADO,
    objeto="folio",
)
def determinar(principal: Principal, proceso: str, folio: str, cuerpo: CuerpoDeterminacion) -> dict[str, Any]:
    """Determina lo que el Protocolo no regula; se avisa a la DERFE (13.8)."""
    dicho = (cuerpo.valido, cuerpo.texto, cuerpo.oficio)
    return escalados.determine_record(principal, proceso, folio, *dicho, ahora())


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/mesa/escalados/{folio}/devolucion",
    Accion.RESOLVER_ESCALADOS,
    Devuelto,
    cuerpo=CuerpoDevolucion,
    problemas=(NoEncontrado, RegistroSinVer, EscaladoResuelto, Conflicto, Ocupado),
    evento=Evento.ESCALADO_DEVUELTO,
    objeto="folio",
)
def devolver(principal: Principal, proceso: str, folio: str, cuerpo: CuerpoDevolucion) -> dict[str, Any]:
    """Devuelve un registro escalado a una persona operadora, con instrucciones (13.8)."""
    return escalados.give_back_record(principal, proceso, folio, cuerpo.operador, cuerpo.texto, ahora())
