"""API of the requests for attention, first level INETEL, second the MATO (Protocolo 17)."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.estados import ParteDeSolicitud
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado
from chalicelib.problemas.atencion import NoProcede
from chalicelib.rules.atencion.solicitudes import MAXIMO_TEXTO, ActoAtencion, EstadoSolicitud, Medio, Tema
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import Accion, Principal, Rol
from chalicelib.workflows.atencion import solicitudes as atencion

bp = Blueprint(__name__)
ABRIR_POR_HORA = Limite(Por.CUENTA, 10, timedelta(hours=1))
ACTOS_POR_HORA = Limite(Por.CUENTA, 120, timedelta(hours=1))
Texto = Annotated[str, Meta(min_length=1, max_length=MAXIMO_TEXTO, pattern=r"\S")]


class SolicitudNueva(Struct, forbid_unknown_fields=True):
    """Lo que alguien necesita."""

    tema: Tema
    texto: Texto


class SolicitudPorRegistrar(SolicitudNueva, forbid_unknown_fields=True, kw_only=True):
    """Lo que necesita quien llamó o escribió (17.2). `rol`: el que dice tener; `correo`, `telefono`: al menos uno,
    para responderle.
    """

    medio: Medio
    rol: Rol
    nombre: Annotated[str, Meta(min_length=3, max_length=150, pattern=r"^\S([^\x00-\x1f\x7f]*\S)?\Z")]
    correo: Annotated[str, Meta(max_length=128, pattern=r"^([!-?A-~]+@[!-?A-~]+)?\Z")] = ""
    telefono: Annotated[str, Meta(max_length=40, pattern=r"^([0-9A-Za-z+(). -]{10,})?\Z")] = ""


class ActoPedido(Struct, forbid_unknown_fields=True):
    """Qué hacer con una solicitud; `escribir` exige `texto`; en los demás actos dice por qué."""

    acto: ActoAtencion
    texto: Texto | None = None


class Mantenimiento(Struct):
    """Desde cuándo y hasta cuándo no hay servicio (9.15, 12.2), en UTC."""

    desde: Instante
    hasta: Instante


class Atencion(Struct):
    """Dónde y cuándo se atiende (17.2-17.4); `atiende_desde` es el momento actual mientras está abierto."""

    correo: str
    telefono: str
    horario: str
    abierto: bool
    atiende_desde: Instante
    mantenimientos: list[Mantenimiento]


class SolicitudListada(Struct):
    """Solicitud sin sus textos; se atiende a partir de `atender_desde` y antes de `atender_antes_de` (17.3)."""

    solicitud: str
    tema: Tema
    rol: Rol
    estado: EstadoSolicitud
    nivel: int
    atiende: Literal["INETEL", "MATO"]
    abierta_en: str
    atender_desde: Instante
    atender_antes_de: Instante
    medio: Literal["telefono", "correo", "sesion"]


class ContactoMostrado(Struct):
    """Cómo localizar a quien llamó o escribió; vacío lo que no dijo."""

    nombre: str
    correo: str
    telefono: str


class MensajeMostrado(Struct):
    """Lo que escribió una de las partes; `de`: solicitante, INETEL o MATO."""

    n: int
    de: ParteDeSolicitud
    momento: str
    texto: str


class HechoMostrado(Struct):
    """Lo que hizo una de las partes."""

    acto: ActoAtencion
    de: ParteDeSolicitud
    momento: str
    nivel: int


class SolicitudMostrada(SolicitudListada):
    """Una solicitud con todo lo escrito y lo hecho, de lo más antiguo a lo más reciente."""

    contacto: ContactoMostrado | None
    mensajes: list[MensajeMostrado]
    historia: list[HechoMostrado]


class ListaSolicitudes(Struct):
    """Página de solicitudes."""

    elementos: list[SolicitudListada]
    siguiente: str | None


class PaginaSolicitudes(Struct, forbid_unknown_fields=True):
    """Which page."""

    despues: Annotated[str, Meta(max_length=60, pattern=r"^[A-Z0-9.:#-]*\Z")] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


class PaginaCola(PaginaSolicitudes, forbid_unknown_fields=True):
    """Which page of which queue."""

    nivel: Literal[1, 2] = 1
    estado: Literal["abierta", "en_atencion", "turnada", "reabierta"] = "abierta"


@ruta(bp, "GET", "/v1/atencion", Accion.CONSULTAR_PUBLICO, Atencion)
def consultar_atencion(_: Principal) -> dict[str, Any]:
    """Correo, teléfono y horario de atención (17.2-17.4)."""
    return atencion.show_attention(ahora())


@ruta(
    bp,
    "POST",
    "/v1/atencion/solicitudes",
    Accion.ABRIR_SOLICITUD,
    SolicitudListada,
    cuerpo=SolicitudNueva,
    estado=201,
    problemas=(NoProcede,),
    evento=Evento.SOLICITUD_ABIERTA,
    objeto="solicitud",
    limites=(ABRIR_POR_HORA,),
)
def abrir_solicitud(principal: Principal, cuerpo: SolicitudNueva) -> dict[str, Any]:
    """Solicitar atención técnica u operativa (17.1)."""
    return atencion.open_request(principal, cuerpo.tema, cuerpo.texto, ahora())


@ruta(
    bp,
    "POST",
    "/v1/atencion/registro",
    Accion.REGISTRAR_SOLICITUD,
    SolicitudListada,
    cuerpo=SolicitudPorRegistrar,
    estado=201,
    problemas=(NoProcede, DatosNoAdmitidos),
    evento=Evento.SOLICITUD_REGISTRADA,
    objeto="solicitud",
    limites=(ACTOS_POR_HORA,),
)
def registrar_solicitud(principal: Principal, cuerpo: SolicitudPorRegistrar) -> dict[str, Any]:
    """Registra la solicitud de quien llamó o escribió a INETEL (17.2)."""
    contacto = {"nombre": cuerpo.nombre, "correo": cuerpo.correo.lower(), "telefono": cuerpo.telefono.strip()}
    return atencion.register_request(
        principal, cuerpo.medio, cuerpo.rol, contacto, cuerpo.tema, cuerpo.texto, ahora()
    )


@ruta(
    bp,
    "GET",
    "/v1/atencion/solicitudes",
    Accion.ABRIR_SOLICITUD,
    ListaSolicitudes,
    consulta=PaginaSolicitudes,
)
def listar_solicitudes(principal: Principal, consulta: PaginaSolicitudes) -> dict[str, Any]:
    """Solicitudes que abrió quien consulta, de la más reciente a la más antigua (17.2)."""
    return atencion.list_own_requests(principal, consulta.despues, consulta.cuantos)


@ruta(bp, "GET", "/v1/atencion/cola", Accion.ATENDER_SOLICITUDES, ListaSolicitudes, consulta=PaginaCola)
def listar_cola(_: Principal, consulta: PaginaCola) -> dict[str, Any]:
    """Solicitudes de un nivel que están en un estado, de la más antigua a la más reciente (17.2)."""
    c = consulta
    return atencion.list_waiting_requests(c.nivel, EstadoSolicitud(c.estado), c.despues, c.cuantos)


@ruta(
    bp,
    "GET",
    "/v1/atencion/solicitudes/{solicitud}",
    Accion.ABRIR_SOLICITUD,
    SolicitudMostrada,
    problemas=(NoEncontrado,),
    evento=Evento.SOLICITUD_CONSULTADA,
    objeto="solicitud",
)
def ver_solicitud(principal: Principal, solicitud: str) -> dict[str, Any]:
    """Consultar una solicitud: quien la abrió y quienes la atienden (17.2)."""
    return atencion.show_request(principal, solicitud)


@ruta(
    bp,
    "POST",
    "/v1/atencion/solicitudes/{solicitud}/actos",
    Accion.ABRIR_SOLICITUD,
    SolicitudListada,
    cuerpo=ActoPedido,
    estado=201,
    problemas=(NoEncontrado, NoProcede),
    evento=Evento.SOLICITUD_CAMBIADA,
    objeto="solicitud",
    limites=(ACTOS_POR_HORA,),
)
def actuar_en_solicitud(principal: Principal, solicitud: str, cuerpo: ActoPedido) -> dict[str, Any]:
    """Atender, turnar, resolver, escribir, cerrar o reabrir una solicitud (17.2)."""
    if cuerpo.acto is ActoAtencion.ESCRIBIR and not cuerpo.texto:
        raise NoProcede("Escriba el mensaje.")
    return atencion.act_on_request(principal, solicitud, cuerpo.acto, cuerpo.texto or "", ahora())
