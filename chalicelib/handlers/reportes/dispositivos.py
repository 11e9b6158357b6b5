"""API of the review of devices, for the INE and the OPL (Protocolo 8.11); the report as a file is in `archivos`."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.reportes.dispositivos import list_devices_of_aspirante

bp = Blueprint(__name__)


class PaginaDeRevision(Struct):
    """Query of a page: its cursor and its number of auxiliares."""

    despues: Annotated[str, Meta(pattern=r"^([0-7][A-Z0-9]{1,12})?\Z")] = ""
    cuantos: Annotated[int, Meta(ge=1, le=100)] = 50


class Tramo(Struct):
    """Lapso en que estuvo registrado un dispositivo; `baja` es nulo mientras lo está."""

    alta: Instante
    baja: Instante | None


class DispositivoRevisado(Struct):
    """Un dispositivo por los datos con que se reconoce, con cada lapso, del más antiguo al más reciente."""

    dispositivo: str
    etiqueta: str
    aplicacion: str
    alta: Instante
    baja: Instante | None
    vigencias: list[Tramo]


class AuxiliarConDispositivos(Struct):
    """Dispositivos de una persona auxiliar. `a_la_vez`: el máximo registrado al mismo tiempo; `fuera`: registros
    captados fuera de los lapsos.
    """

    auxiliar: str
    a_la_vez: int
    fuera: int
    dispositivos: list[DispositivoRevisado]


class RevisionDeDispositivos(Struct):
    """Auxiliares que registraron un dispositivo; una página puede venir incompleta mientras haya `siguiente`."""

    aviso: str
    elementos: list[AuxiliarConDispositivos]
    siguiente: str | None


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/dispositivos",
    Accion.CONSULTAR_DISPOSITIVOS,
    RevisionDeDispositivos,
    consulta=PaginaDeRevision,
    problemas=(NoEncontrado,),
    evento=Evento.DISPOSITIVOS_CONSULTADOS,
    objeto="aspirante",
)
def revisar_dispositivos(principal: Principal, aspirante: str, consulta: PaginaDeRevision) -> dict[str, Any]:
    """Dispositivos de los auxiliares: sus tramos de registro y lo captado fuera de ellos (8.11)."""
    return list_devices_of_aspirante(principal, aspirante, consulta.despues, consulta.cuantos)
