"""API of devices: the app of the auxiliar registers and removes one; authorities list them."""

from base64 import b64decode
from datetime import timedelta
from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.auxiliares import DispositivoAjeno, LimiteDeDispositivos, RegistroNoCoincide
from chalicelib.problemas.privacidad import AvisoSustituido
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.auxiliares import dispositivos, dispositivos_vista
from chalicelib.workflows.auxiliares.dispositivos import AltaDispositivo

bp = Blueprint(__name__)

Id = Annotated[str, Meta(pattern=r"^[A-Z0-9]{4,12}\Z")]
IdLargo = Annotated[str, Meta(pattern=r"^[A-Z0-9]{4,26}\Z")]
Texto = Annotated[str, Meta(pattern=r"^[^\u0000-\u001f\u007f]{1,60}\Z")]
# DER of "EC public key on P-256, uncompressed point"; whether the point is on the curve is checked apart.
LlaveP256 = Annotated[str, Meta(pattern=r"^MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE[A-Za-z0-9+/]{86}==\Z")]


class RegistroApp(Struct, forbid_unknown_fields=True):
    """Lo que la persona da y acepta (8.3, 8.4), y el dispositivo: su Id, su llave pública (DER, base64) y qué es."""

    autenticacion: Literal["google", "facebook", "x", "twitter"]
    proceso: Id
    auxiliar: Id
    aviso: Annotated[str, Meta(pattern=r"^[A-Za-z0-9._-]{1,40}\Z")]
    acepta_aviso: bool
    permite_ubicacion: bool
    dispositivo: IdLargo
    llave: LlaveP256
    modelo: Texto
    sistema: Texto
    aplicacion: Texto


class DispositivoRegistrado(Struct):
    """Teléfono registrado: con qué cuenta actúa la persona auxiliar, y desde cuándo está registrado."""

    proceso: str
    aspirante: str
    auxiliar: str
    cuenta: str
    dispositivo: str
    alta: Instante
    registrado_en: str


class DispositivoPublico(Struct):
    """Un dispositivo por los datos con que se reconoce; `baja` es nulo mientras está registrado."""

    dispositivo: str
    etiqueta: str
    aplicacion: str
    alta: Instante
    baja: Instante | None


class DispositivoConHistoria(DispositivoPublico):
    """Con cada lapso en que estuvo registrado, del más antiguo al más reciente."""

    vigencias: list[dict[str, str | None]]


class Dispositivos(Struct):
    """Dispositivos de una persona auxiliar, por páginas."""

    elementos: list[DispositivoConHistoria]
    siguiente: str | None


class PaginaDeDispositivos(Struct, forbid_unknown_fields=True):
    """Query of a page: its cursor and its size."""

    despues: Annotated[str, Meta(pattern=r"^[A-Z0-9]{0,26}\Z")] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


@ruta(
    bp,
    "POST",
    "/v1/dispositivos",
    Accion.REGISTRAR_DISPOSITIVO,
    DispositivoRegistrado,
    cuerpo=RegistroApp,
    estado=201,
    problemas=(
        DatosNoAdmitidos,
        AvisoSustituido,
        RegistroNoCoincide,
        DispositivoAjeno,
        LimiteDeDispositivos,
        Ocupado,
    ),
    evento=Evento.DISPOSITIVO_REGISTRADO,
    objeto="dispositivo",
    limites=(
        Limite(Por.CUENTA, 10, timedelta(hours=1)),
        Limite(Por.DISPOSITIVO, 10, timedelta(hours=1)),
        Limite(Por.DIRECCION, 200, timedelta(hours=1)),
    ),
)
def registrar_dispositivo(principal: Principal, cuerpo: RegistroApp) -> dict[str, Any]:
    """Registra este dispositivo para captar como auxiliar (8.3, 8.4); un segundo, de la misma forma (8.11)."""
    campos = {c: getattr(cuerpo, c) for c in cuerpo.__struct_fields__}
    return dispositivos.register_dispositivo(
        principal, AltaDispositivo(**campos | {"llave": b64decode(cuerpo.llave)}), ahora()
    )


@ruta(
    bp,
    "DELETE",
    "/v1/dispositivos/{dispositivo}",
    Accion.ADMINISTRAR_DISPOSITIVOS,
    DispositivoPublico,
    problemas=(NoEncontrado, Ocupado),
    evento=Evento.DISPOSITIVO_DE_BAJA,
    objeto="dispositivo",
)
def dar_de_baja_dispositivo(principal: Principal, dispositivo: str) -> dict[str, Any]:
    """Da de baja un dispositivo propio; lo que captó antes sigue siendo válido (8.11)."""
    return dispositivos.remove_dispositivo(principal.auxiliar, dispositivo, ahora())


@ruta(
    bp,
    "GET",
    "/v1/auxiliares/{auxiliar}/dispositivos",
    Accion.CONSULTAR_DISPOSITIVOS,
    Dispositivos,
    consulta=PaginaDeDispositivos,
    problemas=(NoEncontrado,),
    evento=Evento.DISPOSITIVOS_CONSULTADOS,
    objeto="auxiliar",
)
def listar_dispositivos(
    principal: Principal, auxiliar: str, consulta: PaginaDeDispositivos
) -> dict[str, Any]:
    """Lista los dispositivos que un auxiliar tiene o tuvo registrados, para su revisión (8.11)."""
    return dispositivos_vista.list_dispositivos(principal, auxiliar, consulta.despues, consulta.cuantos)
