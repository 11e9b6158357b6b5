"""API of the enlaces that an OPL names for the Mesa de Control (Protocolo 13.2)."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import Instante
from chalicelib.borde.paginas import Pagina
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import Conflicto, CuerpoInvalido, NoEncontrado, Ocupado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.store.base.cursor import page_rows
from chalicelib.store.procesos.enlaces import Enlace
from chalicelib.workflows.procesos import enlaces

bp = Blueprint(__name__)

Linea = Annotated[str, Meta(min_length=3, max_length=120, pattern=r"^[^\x00-\x1f\x7f]+\Z")]
LIMITE_AVISO = "Se nombró con menos de 48 horas de anticipación al inicio (13.2)."


class DatosEnlace(Struct, forbid_unknown_fields=True):
    """Persona que se nombra enlace (13.2)."""

    nombre: Linea
    puesto: Linea
    correo: Annotated[str, Meta(min_length=6, max_length=128, pattern=r"^[!-?A-~]+@[!-?A-~]+\Z")]
    telefono: Annotated[str, Meta(min_length=10, max_length=40, pattern=r"^[0-9A-Za-z+(). -]+\Z")]


class EnlaceBreve(Struct):
    """Enlace en una lista; `tardio`: nombrado menos de 48 horas antes del primer periodo activo."""

    enlace: str
    nombre: str
    puesto: str
    nombrado_en: str
    tardio: bool
    aviso: str


class EnlaceCompleto(EnlaceBreve):
    """Enlace con sus datos de contacto."""

    correo: str
    telefono: str


class EnlaceRetirado(Struct):
    """Enlace retirado, y desde cuándo."""

    enlace: str
    baja: Instante


class ListaEnlaces(Struct):
    """Página de enlaces vigentes."""

    elementos: list[EnlaceBreve]
    siguiente: str | None


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/enlaces",
    Accion.NOMBRAR_ENLACES,
    EnlaceCompleto,
    cuerpo=DatosEnlace,
    estado=201,
    problemas=(NoEncontrado, Conflicto, Ocupado),
    evento=Evento.ENLACE_NOMBRADO,
    objeto="enlace",
)
def nombrar_enlace(principal: Principal, proceso: str, cuerpo: DatosEnlace) -> dict[str, Any]:
    """Nombrar a un enlace con la DERFE; si es tarde, se admite y se muestra como tardío (13.2)."""
    datos = {
        "nombre": cuerpo.nombre.strip(),
        "puesto": cuerpo.puesto.strip(),
        "correo": cuerpo.correo.lower(),
        "telefono": cuerpo.telefono.strip(),
    }
    return _contact(enlaces.name_enlace(principal, proceso, datos, ahora()), enlaces.late_enlaces(proceso))


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/enlaces",
    Accion.CONSULTAR_PROCESOS,
    ListaEnlaces,
    consulta=Pagina,
    problemas=(NoEncontrado, CuerpoInvalido),
    evento=Evento.ENLACES_LISTADOS,
    objeto="proceso",
)
def listar_enlaces(principal: Principal, proceso: str, consulta: Pagina) -> dict[str, Any]:
    """Los enlaces de un proceso: nombres y puestos (13.2)."""
    vigentes = enlaces.list_enlaces(principal, proceso)
    tardanza = enlaces.late_enlaces(proceso)
    return page_rows(vigentes, lambda e: e.enlace, consulta, lambda e: _link(e, tardanza))


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/enlaces/{enlace}",
    Accion.CONSULTAR_PROCESOS,
    EnlaceCompleto,
    problemas=(NoEncontrado,),
    evento=Evento.ENLACE_CONSULTADO,
    objeto="enlace",
)
def consultar_enlace(principal: Principal, proceso: str, enlace: str) -> dict[str, Any]:
    """Un enlace, con correo y teléfono (13.2)."""
    return _contact(enlaces.show_enlace(principal, proceso, enlace), enlaces.late_enlaces(proceso))


@ruta(
    bp,
    "DELETE",
    "/v1/procesos/{proceso}/enlaces/{enlace}",
    Accion.NOMBRAR_ENLACES,
    EnlaceRetirado,
    problemas=(NoEncontrado,),
    evento=Evento.ENLACE_RETIRADO,
    objeto="enlace",
)
def retirar_enlace(principal: Principal, proceso: str, enlace: str) -> dict[str, Any]:
    """Retirar a un enlace; repetirlo no cambia nada (13.2)."""
    retirado = enlaces.remove_enlace(principal, proceso, enlace, ahora())
    return {"enlace": enlace, "baja": retirado.baja}


def _link(e: Enlace, tardanza: enlaces.Tardanza) -> dict[str, Any]:
    datos, tardio = enlaces.contact_of(e), tardanza.of(e)
    return {
        "enlace": e.enlace,
        "nombre": datos["nombre"],
        "puesto": datos["puesto"],
        "nombrado_en": e.nombrado_en,
        "tardio": tardio,
        "aviso": LIMITE_AVISO if tardio else "",
    }


def _contact(e: Enlace, tardanza: enlaces.Tardanza) -> dict[str, Any]:
    datos = enlaces.contact_of(e)
    return {**_link(e, tardanza), "correo": datos["correo"], "telefono": datos["telefono"]}
