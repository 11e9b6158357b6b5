"""API of Mi Apoyo: a code for one's phone, its use, and the aspirantes one may support (Protocolo 10)."""

from base64 import b64decode
from datetime import timedelta
from typing import Annotated, Any

import msgspec
from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import (
    CodigoNoValido,
    CuentaDeOtraPersona,
    DatosNoAdmitidos,
    DispositivoAjeno,
    ModeloNoAdmitido,
    NoEncontrado,
    NoEnListaNominal,
    Ocupado,
    SinPeriodoVigente,
)
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.vault.registro import Credencial, Id, IdLargo, LlaveP256
from chalicelib.workflows.mi_apoyo.activacion import activate
from chalicelib.workflows.mi_apoyo.codigo import Solicitud, request_code
from chalicelib.workflows.mi_apoyo.oferta import offer

bp = Blueprint(__name__)

HORA, DIA = timedelta(hours=1), timedelta(days=1)
# Of an address many: operators of mobile networks put thousands of phones behind one.
SOLICITUDES = (Limite(Por.CUENTA, 5, DIA), Limite(Por.DISPOSITIVO, 5, DIA), Limite(Por.DIRECCION, 200, HORA))
CODIGOS = (Limite(Por.CUENTA, 20, HORA), Limite(Por.DISPOSITIVO, 20, HORA), Limite(Por.DIRECCION, 400, HORA))


class SolicitudCodigo(Struct, forbid_unknown_fields=True):
    """Body of a request for a code: process, device with its public key (DER in base64), and the CPV as read (10.6)."""

    proceso: Id
    dispositivo: IdLargo
    aparato: Annotated[str, Meta(pattern=r"^[^\u0000-\u001f\u007f]{1,60}$(?!\n)")]
    llave_dispositivo: LlaveP256
    credencial: Credencial


class CodigoEnviado(Struct):
    """A code is on its way to the mail of the account; the same whatever the registry says of the person."""

    activacion: str
    dispositivo: str
    vence: str


class CodigoTecleado(Struct, forbid_unknown_fields=True):
    """Body of the use of a code: as the person typed it, and the device."""

    codigo: Annotated[str, Meta(pattern=r"^[A-Za-z0-9 -]{8,20}$(?!\n)")]
    dispositivo: IdLargo


class Activado(Struct):
    """`ciudadano` stands in the place of the Id Auxiliar; `cuenta` goes into X-Cuenta if one has several."""

    ciudadano: str
    cuenta: str
    proceso: str
    dispositivo: str


class Pagina(Struct, forbid_unknown_fields=True):
    """Which page: after which aspirante, and how many."""

    despues: Annotated[str, Meta(pattern=r"^[A-Z0-9]{4,12}$(?!\n)")] | None = None
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


class AspiranteOfrecido(Struct):
    """An aspirante in the menu; `emblema` is the digest of the image, `fin` the end of the period."""

    aspirante: str
    nombre: str
    periodo: str
    cargo: str
    unidad: str
    fin: str
    emblema: str | None


class Oferta(Struct):
    """A page of the menu, whose it is, and the ARN of the key to which records are sealed."""

    ciudadano: str
    proceso: str
    llave_captura: str
    elementos: list[AspiranteOfrecido]
    siguiente: str | None


@ruta(
    bp,
    "POST",
    "/v1/mi-apoyo/activaciones",
    Accion.ACTIVAR_MI_APOYO,
    CodigoEnviado,
    cuerpo=SolicitudCodigo,
    estado=201,
    problemas=(ModeloNoAdmitido, DatosNoAdmitidos, NoEncontrado, SinPeriodoVigente, DispositivoAjeno),
    evento=Evento.CODIGO_SOLICITADO,
    objeto="activacion",
    limites=SOLICITUDES,
)
def solicitar_codigo(principal: Principal, cuerpo: SolicitudCodigo) -> dict[str, Any]:
    """Ask for a code of activation for this device; it goes to the mail of the account (10.5-10.7)."""
    leida = {c: v for c, v in msgspec.to_builtins(cuerpo.credencial).items() if v is not None}
    llave = b64decode(cuerpo.llave_dispositivo)
    solicitud = Solicitud(cuerpo.proceso, cuerpo.dispositivo, cuerpo.aparato, llave, leida)
    return request_code(principal, solicitud, ahora())


@ruta(
    bp,
    "POST",
    "/v1/mi-apoyo/activaciones/{activacion}/codigo",
    Accion.ACTIVAR_MI_APOYO,
    Activado,
    cuerpo=CodigoTecleado,
    estado=201,
    problemas=(CodigoNoValido, NoEnListaNominal, CuentaDeOtraPersona, DispositivoAjeno, Ocupado),
    evento=Evento.MI_APOYO_ACTIVADO,
    objeto="ciudadano",
    limites=CODIGOS,
)
def usar_codigo(principal: Principal, activacion: str, cuerpo: CodigoTecleado) -> dict[str, Any]:
    """Activate this device with the code of the mail; then the registry is asked (10.8)."""
    return activate(principal, activacion, cuerpo.codigo, cuerpo.dispositivo, ahora())


@ruta(
    bp,
    "GET",
    "/v1/mi-apoyo/aspirantes",
    Accion.ELEGIR_ASPIRANTE,
    Oferta,
    consulta=Pagina,
    problemas=(NoEncontrado,),
)
def elegir_aspirante(principal: Principal, consulta: Pagina) -> dict[str, Any]:
    """Aspirantes of periods in course whose office is elected where the citizen lives (10.9)."""
    return offer(principal, consulta.despues or "", consulta.cuantos, ahora())
