"""API of Mi Apoyo: a code for one's phone, its use, and the aspirantes one may support (Protocolo 10)."""

from base64 import b64decode
from datetime import timedelta
from typing import Annotated, Any

import msgspec
from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.auxiliares import DispositivoAjeno
from chalicelib.problemas.mi_apoyo import (
    CodigoNoValido,
    CuentaDeOtraPersona,
    ModeloNoAdmitido,
    NoEnListaNominal,
    SinPeriodoVigente,
)
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.vault.registro import Credencial, Id, IdLargo, LlaveP256
from chalicelib.workflows.mi_apoyo.activacion import activate_mi_apoyo
from chalicelib.workflows.mi_apoyo.codigo import SolicitudActivacion, request_code
from chalicelib.workflows.mi_apoyo.oferta import list_offered_aspirantes

bp = Blueprint(__name__)

HORA, DIA = timedelta(hours=1), timedelta(days=1)
# The limit of an IP address is high because mobile operators put thousands of phones behind one.
SOLICITUDES = (Limite(Por.CUENTA, 5, DIA), Limite(Por.DISPOSITIVO, 5, DIA), Limite(Por.DIRECCION, 200, HORA))
CODIGOS = (Limite(Por.CUENTA, 20, HORA), Limite(Por.DISPOSITIVO, 20, HORA), Limite(Por.DIRECCION, 400, HORA))


class SolicitudCodigo(Struct, forbid_unknown_fields=True):
    """Solicitud de un código: proceso, dispositivo con su llave pública (DER en base64) y la CPV leída (10.6).

    `permite_ubicacion`: la persona permitió el acceso a la ubicación; si la rechaza no hay captación (10.3).
    """

    proceso: Id
    dispositivo: IdLargo
    aparato: Annotated[str, Meta(pattern=r"^[^\u0000-\u001f\u007f]{1,60}$(?!\n)")]
    llave_dispositivo: LlaveP256
    credencial: Credencial
    permite_ubicacion: bool


class CodigoEnviado(Struct):
    """El código va en camino al correo de la cuenta; la respuesta es la misma diga lo que diga el padrón."""

    activacion: str
    dispositivo: str
    vence: str


class CodigoTecleado(Struct, forbid_unknown_fields=True):
    """Uso de un código: como lo escribió la persona, y el dispositivo."""

    codigo: Annotated[str, Meta(pattern=r"^[A-Za-z0-9 -]{8,20}$(?!\n)")]
    dispositivo: IdLargo


class Activado(Struct):
    """`ciudadano` ocupa el lugar del Id Auxiliar; `cuenta` va en X-Cuenta cuando se tienen varias."""

    ciudadano: str
    cuenta: str
    proceso: str
    dispositivo: str


class PaginaOferta(Struct, forbid_unknown_fields=True):
    """Qué página: después de cuál aspirante y cuántos."""

    despues: Annotated[str, Meta(pattern=r"^[A-Z0-9]{4,12}$(?!\n)")] | None = None
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


class AspiranteOfrecido(Struct):
    """Aspirante del menú; `emblema` es el digesto de la imagen, `fin` el término del periodo."""

    aspirante: str
    nombre: str
    periodo: str
    cargo: str
    unidad: str
    fin: Instante
    emblema: str | None


class Oferta(Struct):
    """Página del menú, de quién es, y el ARN de la llave con que se sellan los registros."""

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
    """Pide el código de activación de este dispositivo; se envía al correo de la cuenta (10.5-10.7)."""
    leida = {c: v for c, v in msgspec.to_builtins(cuerpo.credencial).items() if v is not None}
    llave = b64decode(cuerpo.llave_dispositivo)
    solicitud = SolicitudActivacion(
        cuerpo.proceso, cuerpo.dispositivo, cuerpo.aparato, llave, leida, cuerpo.permite_ubicacion
    )
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
    """Activa este dispositivo con el código del correo; después se consulta el padrón (10.8)."""
    return activate_mi_apoyo(principal, activacion, cuerpo.codigo, cuerpo.dispositivo, ahora())


@ruta(
    bp,
    "GET",
    "/v1/mi-apoyo/aspirantes",
    Accion.ELEGIR_ASPIRANTE,
    Oferta,
    consulta=PaginaOferta,
    problemas=(NoEncontrado,),
)
def elegir_aspirante(principal: Principal, consulta: PaginaOferta) -> dict[str, Any]:
    """Aspirantes de periodos en curso cuyo cargo se elige donde vive la persona (10.9)."""
    return list_offered_aspirantes(principal, consulta.despues or "", consulta.cuantos, ahora())
