"""API of the audit log (Protocolo 18.7)."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.borde.instantes import DiaDelCentro
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal, Rol
from chalicelib.workflows.privacidad import bitacora

bp = Blueprint(__name__)


class ConsultaAuditoria(Struct):
    """`dia`: of the centre; `ambito`: an OPL's code, for the INE also `ine`, `aspirante` or `app`; else one's own."""

    dia: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
    ambito: Annotated[str, Meta(pattern=r"^[A-Za-z0-9-]{0,100}\Z")] = ""
    despues: Annotated[str, Meta(max_length=2000)] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


class AsientoPublico(Struct):
    """Un asiento: cuándo (hora del centro), quién (cuenta, rol y sujeto del directorio), su número en esa cadena, y
    qué.
    """

    momento: str
    actor: str
    cuenta: str
    rol: Rol
    n: int
    evento: Evento
    texto: str
    objeto: str


class DiaAuditado(Struct):
    """Página de los asientos de un día, del más antiguo al más reciente."""

    ambito: str
    dia: DiaDelCentro
    elementos: list[AsientoPublico]
    siguiente: str | None


@ruta(
    bp,
    "GET",
    "/v1/auditoria",
    Accion.CONSULTAR_AUDITORIA,
    DiaAuditado,
    consulta=ConsultaAuditoria,
    problemas=(NoEncontrado,),
    evento=Evento.AUDITORIA_CONSULTADA,
    objeto="ambito",
)
def consultar_auditoria(principal: Principal, consulta: ConsultaAuditoria) -> dict[str, Any]:
    """Lo que se hizo en un día (18.7)."""
    return bitacora.list_entries_of_day(
        principal, consulta.dia, consulta.ambito, consulta.despues, consulta.cuantos
    )
