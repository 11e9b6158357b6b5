"""API of the announcements: maintenance and its end, failures of a provider, anything else (Protocolo 9.15, 9.17)."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import Conflicto, DatosNoAdmitidos, NoEncontrado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import Accion, Principal, Rol
from chalicelib.rules.correos import Alcance, Audiencia, Pedido, Tipo
from chalicelib.workflows.correos import anuncios

bp = Blueprint(__name__)
Clave = Annotated[str, Meta(pattern=r"^[A-Z0-9]{0,12}\Z")]
POR_HORA = Limite(Por.CUENTA, 20, timedelta(hours=1))


class AudienciaPedida(Struct, forbid_unknown_fields=True):
    """Whom it is for: with each `alcance` only the member that it names."""

    alcance: Alcance
    proceso: Clave = ""
    opl: Clave = ""
    roles: Annotated[list[Rol], Meta(max_length=9)] = []
    proveedor: Literal["", "google", "facebook", "x"] = ""


class VentanaPedida(Struct, forbid_unknown_fields=True):
    """A maintenance window; both instants with their zone."""

    desde: Annotated[datetime, Meta(tz=True)]
    hasta: Annotated[datetime, Meta(tz=True)]


class AnuncioNuevo(Struct, forbid_unknown_fields=True):
    """An announcement. `otro`: `asunto` and `texto`; `mantenimiento`: `ventana`; `restablecimiento`: `de` and no
    `audiencia`; `falla_proveedor`: an audience of that provider. `texto` adds to what each kind says anyway."""

    tipo: Tipo
    audiencia: AudienciaPedida | None = None
    asunto: Annotated[str, Meta(max_length=120, pattern=r"^[^\r\n]*\Z")] = ""
    texto: Annotated[str, Meta(max_length=4000)] = ""
    ventana: VentanaPedida | None = None
    de: Annotated[str, Meta(pattern=r"^[A-Z0-9]{0,20}\Z")] = ""


class Ventana(Struct):
    """A maintenance window, UTC."""

    desde: str
    hasta: str


class AnuncioListado(Struct):
    """An announcement in the list; `de` is the interruption whose end it tells, or empty."""

    anuncio: str
    tipo: str
    creado_en: str
    cancelado_en: str | None
    ventana: Ventana | None
    de: str


class AudienciaMostrada(Struct):
    """Whom it is for; empty what its `alcance` does not name."""

    alcance: str
    proceso: str
    opl: str
    roles: list[str]
    proveedor: str


class AnuncioMostrado(AnuncioListado):
    """An announcement as its readers see it, and its mails by state; `estado`: en_curso | terminado | cancelado.

    `segundos_restantes`: what the pending ones take at the pace that announcements have.
    """

    estado: str
    asunto: str
    cuerpo: str
    audiencia: AudienciaMostrada
    destinatarios: int
    entregas: dict[str, int]
    segundos_restantes: int


class ListaAnuncios(Struct):
    """Announcements, newest first."""

    elementos: list[AnuncioListado]
    siguiente: str | None


class PaginaAnuncios(Struct, forbid_unknown_fields=True):
    """Which page."""

    despues: Annotated[str, Meta(max_length=60, pattern=r"^[A-Z0-9.:#-]*\Z")] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


@ruta(
    bp,
    "POST",
    "/v1/anuncios",
    Accion.ANUNCIAR,
    AnuncioMostrado,
    cuerpo=AnuncioNuevo,
    estado=201,
    problemas=(DatosNoAdmitidos,),
    evento=Evento.ANUNCIO_HECHO,
    objeto="anuncio",
    limites=(POR_HORA,),
)
def anunciar(principal: Principal, cuerpo: AnuncioNuevo) -> dict[str, Any]:
    """Announce something by mail to all users or to a group; asked twice a day it is one (9.15, 9.17)."""
    return anuncios.announce(principal, _pedido(cuerpo), ahora())


@ruta(bp, "GET", "/v1/anuncios", Accion.ANUNCIAR, ListaAnuncios, consulta=PaginaAnuncios)
def listar_anuncios(_: Principal, consulta: PaginaAnuncios) -> dict[str, Any]:
    """Announcements, newest first (9.15)."""
    return anuncios.listed(consulta.despues, consulta.cuantos)


@ruta(bp, "GET", "/v1/anuncios/{anuncio}", Accion.ANUNCIAR, AnuncioMostrado, problemas=(NoEncontrado,))
def ver_anuncio(_: Principal, anuncio: str) -> dict[str, Any]:
    """An announcement, and how many of its mails are in each state (9.15)."""
    return anuncios.show(anuncio)


@ruta(
    bp,
    "POST",
    "/v1/anuncios/{anuncio}/cancelacion",
    Accion.ANUNCIAR,
    AnuncioMostrado,
    problemas=(NoEncontrado, Conflicto),
    evento=Evento.ANUNCIO_CANCELADO,
    objeto="anuncio",
)
def cancelar_anuncio(_: Principal, anuncio: str) -> dict[str, Any]:
    """Call off what of an announcement has not left yet; again changes nothing."""
    return anuncios.cancel(anuncio, ahora())


def _pedido(c: AnuncioNuevo) -> Pedido:
    a = c.audiencia
    audiencia = (
        Audiencia(a.alcance, a.proceso, a.opl, tuple(sorted(set(a.roles))), a.proveedor) if a else None
    )
    desde, hasta = (c.ventana.desde, c.ventana.hasta) if c.ventana else (None, None)
    return Pedido(c.tipo, audiencia, c.asunto.strip(), c.texto.strip(), desde, hasta, c.de)
