"""API of the privacy notices and of the duties on personal data (Protocolo 7.11, 18.1-18.4)."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import Conflicto, DatosNoAdmitidos, NoEncontrado
from chalicelib.problemas.privacidad import AvisoSustituido
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import Accion, Principal, Rol
from chalicelib.rules.privacidad import MAXIMO_TEXTO, TipoAviso
from chalicelib.workflows.privacidad import avisos

bp = Blueprint(__name__)
POR_HORA = Limite(Por.CUENTA, 60, timedelta(hours=1))


class AvisoNuevo(Struct, forbid_unknown_fields=True):
    """Versión por publicar (Markdown); sin `vigente_desde` rige de inmediato."""

    tipo: TipoAviso
    rol: Rol
    titulo: Annotated[str, Meta(min_length=5, max_length=200, pattern=r"^[^\r\n]*\Z")]
    texto: Annotated[str, Meta(min_length=20, max_length=MAXIMO_TEXTO)]
    vigente_desde: Annotated[datetime, Meta(tz=True)] | None = None


class AvisoPublico(Struct):
    """Una versión de un texto; `huella` es el SHA-256 de `texto` en UTF-8."""

    aviso: str
    tipo: TipoAviso
    rol: Rol
    version: int
    titulo: str
    texto: str
    vigente_desde: Instante
    huella: str


class AvisosPublicos(Struct):
    """Los textos vigentes para un rol."""

    elementos: list[AvisoPublico]


class ParaQuien(Struct, forbid_unknown_fields=True):
    """The role whose texts are asked for."""

    rol: Rol


class AvisoMio(Struct):
    """Un texto para quien consulta; `aceptado_en` es nulo mientras está pendiente."""

    aviso: str
    tipo: TipoAviso
    titulo: str
    version: int
    vigente_desde: Instante
    aceptado_en: str | None


class AvisosMios(Struct):
    """Los textos vigentes para quien consulta."""

    elementos: list[AvisoMio]


class Aceptado(Struct):
    """Una aceptación, con el instante de la primera vez."""

    aviso: str
    version: int
    aceptado_en: str


@ruta(
    bp,
    "POST",
    "/v1/avisos-privacidad",
    Accion.PUBLICAR_AVISO_PRIVACIDAD,
    AvisoPublico,
    cuerpo=AvisoNuevo,
    estado=201,
    problemas=(DatosNoAdmitidos, Conflicto),
    evento=Evento.AVISO_PUBLICADO,
    objeto="aviso",
)
def publicar_aviso(principal: Principal, cuerpo: AvisoNuevo) -> dict[str, Any]:
    """Publicar una versión de un aviso de privacidad, o de las obligaciones de datos (18.1, 7.11)."""
    c = cuerpo
    nuevo = avisos.publish_notice_version(
        c.tipo, c.rol, c.titulo.strip(), c.texto, c.vigente_desde, principal.cuenta, ahora()
    )
    return avisos.show_notice(nuevo.aviso)


@ruta(
    bp,
    "GET",
    "/v1/avisos-privacidad",
    Accion.CONSULTAR_PUBLICO,
    AvisosPublicos,
    consulta=ParaQuien,
)
def listar_avisos(_: Principal, consulta: ParaQuien) -> dict[str, Any]:
    """El aviso de privacidad y las obligaciones vigentes para un rol (18.4)."""
    return {"elementos": avisos.list_published_notices(consulta.rol, ahora())}


@ruta(
    bp,
    "GET",
    "/v1/avisos-privacidad/{aviso}",
    Accion.CONSULTAR_PUBLICO,
    AvisoPublico,
    problemas=(NoEncontrado,),
)
def ver_aviso(_: Principal, aviso: str) -> dict[str, Any]:
    """Cualquier versión publicada, vigente o no: lo que alguien aceptó puede leerse siempre (18.4)."""
    return avisos.show_notice(aviso)


@ruta(
    bp,
    "POST",
    "/v1/avisos-privacidad/{aviso}/aceptacion",
    Accion.ACEPTAR_AVISO_PRIVACIDAD,
    Aceptado,
    problemas=(NoEncontrado, AvisoSustituido),
    evento=Evento.AVISO_ACEPTADO,
    objeto="aviso",
    limites=(POR_HORA,),
)
def aceptar_aviso(principal: Principal, aviso: str) -> dict[str, Any]:
    """Aceptar la versión vigente para el propio rol; repetirlo no cambia nada (18.4, 7.11)."""
    return avisos.accept_notice(principal, aviso, ahora())


@ruta(
    bp,
    "GET",
    "/v1/cuenta/avisos",
    Accion.CONSULTAR_CUENTA_PROPIA,
    AvisosMios,
)
def listar_avisos_propios(principal: Principal) -> dict[str, Any]:
    """Los textos vigentes para quien consulta, y cuáles tiene pendientes (18.4, 7.11)."""
    return {"elementos": avisos.list_own_notices(principal, ahora())}
