"""API of disposal: the list, its two approvals, what may be done until the end, the certificate (Protocolo 16.1)."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import RespuestaDeArchivo, ruta
from chalicelib.problemas import NoEncontrado, Ocupado
from chalicelib.problemas.conservacion import DisposicionNoProcede, MismaPersona, OtraLista, SinCertificado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.conservacion.plazo import EstadoDisposicion, Ronda
from chalicelib.workflows.conservacion import pedido

bp = Blueprint(__name__)


class AutorizacionMostrada(Struct):
    """Quién aprobó la lista, y cuándo."""

    cuenta: str
    en: Instante


class AlmacenListado(Struct):
    """Una tabla o depósito: qué contiene, cuánto se contó y cuánto se eliminó."""

    almacen: str
    que: str
    listados: int
    eliminados: int


class LlaveProgramada(Struct):
    """Una llave del proceso y cuándo la destruye KMS."""

    llave: str
    se_destruye_en: str


class DisposicionMostrada(Struct):
    """Una disposición. `huella`: la de la lista, que repite quien la aprueba; `retenidos`: los que conservan las
    reservas en esta ronda; `causa`: por qué está detenida; `certificado`: SHA-256 del certificado.
    """

    disposicion: str
    proceso: str
    estado: EstadoDisposicion
    ronda: Ronda
    causa: str | None
    pedida_en: str
    cuenta: str
    entrega: str
    procede_desde: Instante
    huella: str | None
    autorizaciones: list[AutorizacionMostrada]
    faltan_autorizaciones: int
    lista: list[AlmacenListado]
    listados: int
    eliminados: int
    retenidos: int
    fallas: list[str]
    llaves: list[LlaveProgramada]
    destruccion_cancelada: bool
    certificado: str | None
    certificada_en: str | None


class CuerpoAutorizacion(Struct, forbid_unknown_fields=True):
    """La lista que se aprueba, por su `huella`."""

    huella: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class CertificadoMostrado(Struct):
    """`certificado`: el texto JSON cuyo SHA-256 está en la bitácora pública; `prueba`: de que está, nulo hasta
    entonces.
    """

    disposicion: str
    sha256: str
    certificado: str
    prueba: str | None


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/disposiciones",
    Accion.DISPONER,
    DisposicionMostrada,
    estado=202,
    problemas=(NoEncontrado, DisposicionNoProcede, Ocupado),
)
def listar_disposicion(principal: Principal, proceso: str) -> dict[str, Any]:
    """Listar lo que eliminaría una disposición; no se elimina nada (16.1)."""
    return pedido.begin(principal, proceso, ahora())


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/disposiciones/{disposicion}",
    Accion.CONSULTAR_CONSERVACION,
    DisposicionMostrada,
    problemas=(NoEncontrado,),
)
def consultar_disposicion(principal: Principal, proceso: str, disposicion: str) -> dict[str, Any]:
    """Una disposición: su lista, quién la aprobó y cuánto lleva (16.1)."""
    return pedido.show_disposal(principal, proceso, disposicion)


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/disposiciones/{disposicion}/autorizacion",
    Accion.DISPONER,
    DisposicionMostrada,
    cuerpo=CuerpoAutorizacion,
    problemas=(NoEncontrado, DisposicionNoProcede, MismaPersona, OtraLista, Ocupado),
)
def autorizar_disposicion(
    principal: Principal, proceso: str, disposicion: str, cuerpo: CuerpoAutorizacion
) -> dict[str, Any]:
    """Aprobar la lista; con la aprobación de la segunda persona empieza la eliminación (16.1)."""
    return pedido.approve(principal, proceso, disposicion, cuerpo.huella, ahora())


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/disposiciones/{disposicion}/cancelacion",
    Accion.DISPONER,
    DisposicionMostrada,
    problemas=(NoEncontrado, DisposicionNoProcede, Ocupado),
)
def cancelar_disposicion(principal: Principal, proceso: str, disposicion: str) -> dict[str, Any]:
    """Cancelar una disposición antes de que dos personas la aprueben (16.1)."""
    return pedido.cancel(principal, proceso, disposicion, ahora())


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/disposiciones/{disposicion}/reanudacion",
    Accion.DISPONER,
    DisposicionMostrada,
    estado=202,
    problemas=(NoEncontrado, DisposicionNoProcede, Ocupado),
)
def reanudar_disposicion(principal: Principal, proceso: str, disposicion: str) -> dict[str, Any]:
    """Continuar una disposición detenida (16.1)."""
    return pedido.resume(principal, proceso, disposicion, ahora())


@ruta(
    bp,
    "POST",
    "/v1/procesos/{proceso}/disposiciones/{disposicion}/llaves/cancelacion",
    Accion.DISPONER,
    DisposicionMostrada,
    problemas=(NoEncontrado, DisposicionNoProcede, Ocupado),
)
def cancelar_destruccion_de_llaves(principal: Principal, proceso: str, disposicion: str) -> dict[str, Any]:
    """Cancelar la destrucción de las llaves del proceso dentro del plazo de espera (16.1)."""
    return pedido.cancel_keys(principal, proceso, disposicion, ahora())


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/disposiciones/{disposicion}/certificado",
    Accion.CONSULTAR_CONSERVACION,
    CertificadoMostrado,
    problemas=(NoEncontrado, SinCertificado),
    evento=Evento.CERTIFICADO_CONSULTADO,
    objeto="disposicion",
)
def consultar_certificado(principal: Principal, proceso: str, disposicion: str) -> dict[str, Any]:
    """El certificado de disposición, y la prueba de que está en la bitácora pública (16.1)."""
    return pedido.certificate(principal, proceso, disposicion)


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/disposiciones/{disposicion}/certificado/documento",
    Accion.CONSULTAR_CONSERVACION,
    "application/pdf",
    problemas=(NoEncontrado, SinCertificado),
    evento=Evento.CERTIFICADO_CONSULTADO,
    objeto="disposicion",
)
def descargar_certificado(principal: Principal, proceso: str, disposicion: str) -> RespuestaDeArchivo:
    """El certificado de disposición para imprimir (16.1)."""
    pdf = pedido.certificate_pdf(principal, proceso, disposicion)
    return RespuestaDeArchivo(pdf, "application/pdf", f"certificado-{disposicion}.pdf")
