"""API of the switch that leaves names out of the nominativos of a process (Protocolo 7.12, 18)."""

from typing import Any

from chalice.app import Blueprint
from msgspec import Struct

from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.procesos.nombres import set_names, show_names_setting

bp = Blueprint(__name__)


class NombresPedidos(Struct, forbid_unknown_fields=True):
    """Si el nominativo de la persona aspirante lleva nombres."""

    con_nombres: bool


class NombresEnNominativo(Struct):
    """El ajuste de un proceso."""

    proceso: str
    con_nombres: bool


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/nombres-en-nominativo",
    Accion.CONSULTAR_PROCESOS,
    NombresEnNominativo,
    problemas=(NoEncontrado,),
)
def consultar_nombres_en_nominativo(principal: Principal, proceso: str) -> dict[str, Any]:
    """Dice si los nominativos de las personas aspirantes de un proceso llevan nombres (7.12)."""
    return {"proceso": proceso, "con_nombres": show_names_setting(principal, proceso)}


@ruta(
    bp,
    "PUT",
    "/v1/procesos/{proceso}/nombres-en-nominativo",
    Accion.CONFIGURAR_PERIODO,
    NombresEnNominativo,
    cuerpo=NombresPedidos,
    problemas=(NoEncontrado,),
    evento=Evento.NOMBRES_EN_NOMINATIVO_FIJADOS,
    objeto="proceso",
)
def fijar_nombres_en_nominativo(principal: Principal, proceso: str, cuerpo: NombresPedidos) -> dict[str, Any]:
    """Deja o quita los nombres de la ciudadanía en los nominativos de las personas aspirantes (7.12, 18)."""
    return {"proceso": proceso, "con_nombres": set_names(principal, proceso, con_nombres=cuerpo.con_nombres)}
