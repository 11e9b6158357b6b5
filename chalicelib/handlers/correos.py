"""API of announcements: maintenance and its end, failures of a provider, other subjects (Protocolo 9.15, 9.17)."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import Conflicto, DatosNoAdmitidos, NoEncontrado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import Accion, Principal, Rol
from chalicelib.rules.correos import Alcance, PedidoAnuncio, PublicoDelAnuncio, TipoAnuncio
from chalicelib.workflows.correos import anuncios

bp = Blueprint(__name__)
Clave = Annotated[str, Meta(pattern=r"^[A-Z0-9]{0,12}\Z")]
POR_HORA = Limite(Por.CUENTA, 20, timedelta(hours=1))


class AudienciaAnuncioPedida(Struct, forbid_unknown_fields=True):
    """A quién va dirigido: con cada `alcance`, el campo que este nombra; `roles` precisa además un proceso o un OPL."""

    alcance: Alcance
    proceso: Clave = ""
    opl: Clave = ""
    roles: Annotated[list[Rol], Meta(max_length=9)] = []
    proveedor: Literal["", "google", "facebook", "x"] = ""


class VentanaPedida(Struct, forbid_unknown_fields=True):
    """Ventana de mantenimiento; los dos momentos llevan su zona horaria."""

    desde: Annotated[datetime, Meta(tz=True)]
    hasta: Annotated[datetime, Meta(tz=True)]


class AnuncioNuevo(Struct, forbid_unknown_fields=True):
    """Anuncio nuevo. `otro`: `asunto` y `texto`; `mantenimiento`: `ventana`; `restablecimiento`: `de` y sin
    `audiencia`; `falla_proveedor`: audiencia de ese proveedor. `texto` se agrega a lo que cada tipo dice siempre."""

    tipo: TipoAnuncio
    audiencia: AudienciaAnuncioPedida | None = None
    asunto: Annotated[str, Meta(max_length=120, pattern=r"^[^\r\n]*\Z")] = ""
    texto: Annotated[str, Meta(max_length=4000)] = ""
    ventana: VentanaPedida | None = None
    de: Annotated[str, Meta(pattern=r"^[A-Z0-9]{0,20}\Z")] = ""


class VentanaMantenimiento(Struct):
    """Ventana de mantenimiento, en UTC."""

    desde: Instante
    hasta: Instante


class AnuncioListado(Struct):
    """Anuncio de la lista; `de`: la interrupción cuyo término avisa, o vacío; `opl`: quién lo hizo, vacío el INE."""

    anuncio: str
    tipo: TipoAnuncio
    creado_en: str
    cancelado_en: str | None
    ventana: VentanaMantenimiento | None
    de: str
    opl: str


class AudienciaAnuncioMostrada(Struct):
    """A quién va dirigido; vacío lo que su `alcance` no nombra."""

    alcance: Alcance
    proceso: str
    opl: str
    roles: list[Rol]
    proveedor: Literal["", "google", "facebook", "x"]


class AnuncioMostrado(AnuncioListado):
    """Anuncio como lo leen sus destinatarios y sus correos por estado; `estado`: en_curso | terminado | cancelado.

    `segundos_restantes`: lo que tardarán los pendientes al ritmo de los anuncios.
    """

    estado: Literal["en_curso", "terminado", "cancelado"]
    asunto: str
    cuerpo: str
    audiencia: AudienciaAnuncioMostrada
    destinatarios: int
    entregas: dict[str, int]
    segundos_restantes: int


class ListaAnuncios(Struct):
    """Anuncios, del más reciente al más antiguo."""

    elementos: list[AnuncioListado]
    siguiente: str | None


class PaginaAnuncios(Struct, forbid_unknown_fields=True):
    """Qué página. `opl`: de cuál OPL, a quien es del INE; los demás ven los suyos."""

    opl: Clave = ""
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
    """Avisa por correo, una vez al día: el INE a todos o a un grupo; un OPL a sus aspirantes y auxiliares (12.2)."""
    return anuncios.create_announcement(principal, _pedido(cuerpo), ahora())


@ruta(
    bp,
    "GET",
    "/v1/anuncios",
    Accion.ANUNCIAR,
    ListaAnuncios,
    consulta=PaginaAnuncios,
    problemas=(NoEncontrado,),
)
def listar_anuncios(principal: Principal, consulta: PaginaAnuncios) -> dict[str, Any]:
    """Lista los anuncios, del más reciente al más antiguo (9.15)."""
    return anuncios.list_announcements(principal, consulta.opl, consulta.despues, consulta.cuantos)


@ruta(bp, "GET", "/v1/anuncios/{anuncio}", Accion.ANUNCIAR, AnuncioMostrado, problemas=(NoEncontrado,))
def ver_anuncio(principal: Principal, anuncio: str) -> dict[str, Any]:
    """Muestra un anuncio y cuántos de sus correos hay en cada estado (9.15)."""
    return anuncios.show_announcement(principal, anuncio)


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
def cancelar_anuncio(principal: Principal, anuncio: str) -> dict[str, Any]:
    """Cancela lo que de un anuncio todavía no sale; repetirlo no cambia nada (9.15)."""
    return anuncios.cancel_announcement(principal, anuncio, ahora())


def _pedido(c: AnuncioNuevo) -> PedidoAnuncio:
    a = c.audiencia
    audiencia = (
        PublicoDelAnuncio(a.alcance, a.proceso, a.opl, tuple(sorted(set(a.roles))), a.proveedor)
        if a
        else None
    )
    desde, hasta = (c.ventana.desde, c.ventana.hasta) if c.ventana else (None, None)
    return PedidoAnuncio(c.tipo, audiencia, c.asunto.strip(), c.texto.strip(), desde, hasta, c.de)
