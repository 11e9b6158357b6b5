"""API of the review of devices, for the INE and the OPL (Protocolo 8.11); the report as a file is in `archivos`."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.reportes.dispositivos import list_devices_of_aspirante

bp = Blueprint(__name__)


class PaginaDeRevision(Struct):
    """Which page: after which cursor, how many auxiliares."""

    despues: Annotated[str, Meta(pattern=r"^([0-7][A-Z0-9]{1,12})?\Z")] = ""
    cuantos: Annotated[int, Meta(ge=1, le=100)] = 50


class Tramo(Struct):
    """A stretch in which a device was registered; `baja` null while it is."""

    alta: str
    baja: str | None


class DispositivoRevisado(Struct):
    """A device by what a person knows it by, with every stretch, oldest first."""

    dispositivo: str
    etiqueta: str
    aplicacion: str
    alta: str
    baja: str | None
    vigencias: list[Tramo]


class AuxiliarConDispositivos(Struct):
    """An auxiliar's devices. `a_la_vez`: registered at once at most; `fuera`: records captured outside stretches."""

    auxiliar: str
    a_la_vez: int
    fuera: int
    dispositivos: list[DispositivoRevisado]


class RevisionDeDispositivos(Struct):
    """Auxiliares who registered a device; a page may be short while there is a `siguiente`."""

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
