"""API of requirements: of authorities, and of persons who ask for their own data (Protocolo 16.2, 16.3, 18.6)."""

from datetime import datetime
from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import CuerpoInvalido, DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.procesos import LlaveRechazada
from chalicelib.problemas.requerimientos import RequerimientoNoProcede
from chalicelib.rules.base.centro import HoraNoAdmitida, from_centro
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.requerimientos.plazo import EstadoPlazoLegal
from chalicelib.workflows.requerimientos import registro

bp = Blueprint(__name__)
Texto = Annotated[str, Meta(min_length=3, max_length=500)]
Oficio = Annotated[str, Meta(min_length=1, max_length=120)]
FolioPedido = Annotated[str, Meta(min_length=10, max_length=80)]
HoraCentro = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}\Z")]
CAMINO = "/v1/procesos/{proceso}/requerimientos/{requerimiento}"


class Comunicacion(Struct):
    """Quién se llevó el paquete, y cuándo."""

    cuenta: str
    en: Instante


class RequerimientoMostrado(Struct):
    """Un requerimiento. `plazo`: en_plazo, por_vencer o vencido, de las 72 horas hábiles; `huella`: la de la llave con
    que se sella su paquete; `sin_expediente`: registros sin imágenes; `comunicaciones`: cada entrega del paquete.
    """

    requerimiento: str
    proceso: str
    clase: Literal["judicial", "administrativa", "ministerial", "acceso"]
    autoridad: str
    fundamento: str
    oficio: str
    solicitante: str | None
    folios: list[str]
    notificado_en: str
    vence: str
    plazo: EstadoPlazoLegal
    registrado_en: str
    cuenta: str
    estado: Literal["registrado", "en_curso", "listo", "atendido"]
    huella: str | None
    sin_expediente: list[str]
    sha256: str | None
    comunicaciones: list[Comunicacion]
    atendido_en: str | None
    oficio_respuesta: str


class Requerimientos(Struct):
    """Los requerimientos de un proceso, del más reciente al más antiguo."""

    elementos: list[RequerimientoMostrado]


class CuerpoRequerimiento(Struct, forbid_unknown_fields=True):
    """`notificado_en`: cuándo se notificó, hora del centro; `solicitante`: solo si una persona pide lo suyo."""

    clase: Literal["judicial", "administrativa", "ministerial", "acceso"]
    autoridad: Texto
    fundamento: Texto
    oficio: Oficio
    notificado_en: HoraCentro
    folios: Annotated[list[FolioPedido], Meta(min_length=1, max_length=200)]
    solicitante: Annotated[str, Meta(max_length=200)] = ""


class CuerpoPaquete(Struct, forbid_unknown_fields=True):
    """La llave pública (PEM, RSA de 3072 bits o más) de quien recibe el paquete."""

    llave: Annotated[str, Meta(min_length=100, max_length=8000)]


class CuerpoRespuesta(Struct, forbid_unknown_fields=True):
    """El oficio con que se respondió."""

    oficio: Oficio


class ArchivoDelPaquete(Struct):
    """Archivo del paquete y de dónde se descarga."""

    nombre: str
    url: str


class PaqueteDescargable(Struct):
    """Los archivos de un paquete; las direcciones sirven hasta `vence`."""

    requerimiento: str
    vence: str
    archivos: list[ArchivoDelPaquete]


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/requerimientos",
    Accion.ATENDER_REQUERIMIENTOS,
    RequerimientoMostrado,
    cuerpo=CuerpoRequerimiento,
    estado=201,
    problemas=(NoEncontrado, DatosNoAdmitidos, Ocupado),
)
def registrar_requerimiento(
    principal: Principal, proceso: str, cuerpo: CuerpoRequerimiento
) -> dict[str, Any]:
    """Registra lo que una autoridad requiere, o una persona pide de sus propios datos (16.2, 18.6)."""
    pedido = registro.PedidoDeRequerimiento(
        cuerpo.clase,
        cuerpo.autoridad,
        cuerpo.fundamento,
        cuerpo.oficio,
        _instant(cuerpo.notificado_en),
        cuerpo.folios,
        cuerpo.solicitante,
    )
    return registro.register(principal, proceso, pedido, ahora())


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/requerimientos",
    Accion.ATENDER_REQUERIMIENTOS,
    Requerimientos,
    problemas=(NoEncontrado,),
    evento=Evento.REQUERIMIENTOS_CONSULTADOS,
    objeto="proceso",
)
def listar_requerimientos(principal: Principal, proceso: str) -> dict[str, Any]:
    """Lista los requerimientos de un proceso y cada comunicación (16.2, 18.6)."""
    return {"elementos": registro.listing(principal, proceso, ahora())}


@ruta(
    bp,
    "GET",
    CAMINO,
    Accion.ATENDER_REQUERIMIENTOS,
    RequerimientoMostrado,
    problemas=(NoEncontrado,),
    evento=Evento.REQUERIMIENTOS_CONSULTADOS,
    objeto="requerimiento",
)
def consultar_requerimiento(principal: Principal, proceso: str, requerimiento: str) -> dict[str, Any]:
    """Consulta un requerimiento: su plazo, su paquete y quién lo tomó (16.2)."""
    return registro.show(principal, proceso, requerimiento, ahora())


@ruta(
    bp,
    "POST",
    f"{CAMINO}/paquete",
    Accion.ATENDER_REQUERIMIENTOS,
    RequerimientoMostrado,
    cuerpo=CuerpoPaquete,
    estado=202,
    problemas=(NoEncontrado, LlaveRechazada, RequerimientoNoProcede, Ocupado),
)
def pedir_paquete(
    principal: Principal, proceso: str, requerimiento: str, cuerpo: CuerpoPaquete
) -> dict[str, Any]:
    """Pide el paquete de los registros requeridos, cifrado para quien lo recibe (16.2)."""
    return registro.order_package(principal, proceso, requerimiento, cuerpo.llave, ahora())


@ruta(
    bp,
    "POST",
    f"{CAMINO}/comunicaciones",
    Accion.ATENDER_REQUERIMIENTOS,
    PaqueteDescargable,
    estado=201,
    problemas=(NoEncontrado, RequerimientoNoProcede, Ocupado),
)
def comunicar_paquete(principal: Principal, proceso: str, requerimiento: str) -> dict[str, Any]:
    """Da los enlaces del paquete para entregarlo; cada vez se anota como comunicación (18.6)."""
    return registro.take_package(principal, proceso, requerimiento, ahora())


@ruta(
    bp,
    "POST",
    f"{CAMINO}/respuesta",
    Accion.ATENDER_REQUERIMIENTOS,
    RequerimientoMostrado,
    cuerpo=CuerpoRespuesta,
    problemas=(NoEncontrado, RequerimientoNoProcede, Ocupado),
)
def responder_requerimiento(
    principal: Principal, proceso: str, requerimiento: str, cuerpo: CuerpoRespuesta
) -> dict[str, Any]:
    """Anota el oficio con que se respondió un requerimiento (16.2)."""
    return registro.answer(principal, proceso, requerimiento, cuerpo.oficio, ahora())


def _instant(texto: str) -> datetime:
    try:
        return from_centro(texto)
    except HoraNoAdmitida as error:
        raise CuerpoInvalido(str(error), campo="notificado_en") from None
