"""API of disposal: the list, its two approvals, what may be done until the end, the certificate (Protocolo 16.1)."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.ruta import RespuestaDeArchivo, ruta
from chalicelib.problemas import NoEncontrado, Ocupado
from chalicelib.problemas.conservacion import DisposicionNoProcede, MismaPersona, OtraLista, SinCertificado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.conservacion import pedido

bp = Blueprint(__name__)


class AutorizacionMostrada(Struct):
    """Who approved the list, and when."""

    cuenta: str
    en: str


class AlmacenListado(Struct):
    """A table or bucket: what is in it, how much was counted, how much is gone."""

    almacen: str
    que: str
    listados: int
    eliminados: int


class LlaveProgramada(Struct):
    """A key of the process and when KMS destroys it."""

    llave: str
    se_destruye_en: str


class DisposicionMostrada(Struct):
    """A disposal. `huella`: of the list, which whoever approves repeats; `retenidos`: kept by holds in this round;
    `causa`: why it stands still; `certificado`: SHA-256 of the certificate.
    """

    disposicion: str
    proceso: str
    estado: str
    ronda: str
    causa: str | None
    pedida_en: str
    cuenta: str
    entrega: str
    procede_desde: str
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
    """The list that is approved, by its `huella`."""

    huella: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class CertificadoMostrado(Struct):
    """`certificado`: the JSON text whose SHA-256 is in the public log; `prueba`: that it is there, null until it is."""

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
    """List what a disposal would take away; nothing is removed (16.1)."""
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
    """A disposal: its list, who approved it, how far it is (16.1)."""
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
    """Approve the list; with the second person's approval the removal begins (16.1)."""
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
    """Call a disposal off before two people approved it (16.1)."""
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
    """Go on with a disposal that stands still (16.1)."""
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
    """Call off the destruction of the process's keys within the waiting period (16.1)."""
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
    """The certificate of disposal, and the proof that it is in the public log (16.1)."""
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
    """The certificate of disposal on paper (16.1)."""
    pdf = pedido.certificate_pdf(principal, proceso, disposicion)
    return RespuestaDeArchivo(pdf, "application/pdf", f"certificado-{disposicion}.pdf")
