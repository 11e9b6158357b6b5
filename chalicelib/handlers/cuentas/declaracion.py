"""API of the Declaración de Confidencialidad: the form, and the signed one on file (Protocolo 5.4)."""

from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import RespuestaDeArchivo, ruta
from chalicelib.problemas import Conflicto, DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.cuentas import ActoImprocedente
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.papel.soporte import EXTENSIONES
from chalicelib.workflows.cuentas import declaracion as declaraciones

bp = Blueprint(__name__)
PDF, BYTES = "application/pdf", "application/octet-stream"
MAXIMO = 5600 * 1024
"""Bytes of a body: 4 MB as base64, and room to say that somewhat more is too much."""


class DeclaracionFirmada(Struct, forbid_unknown_fields=True):
    """La declaración firmada: un PDF, JPEG o PNG de hasta 4 MB, en base64."""

    tipo: Literal["application/pdf", "image/jpeg", "image/png"]
    contenido: Annotated[bytes, Meta(min_length=1, max_length=MAXIMO)]


class DeclaracionEnArchivo(Struct):
    """La declaración firmada quedó guardada; `digesto`: SHA-256 del documento como llegó."""

    cuenta: str
    digesto: str
    en: Instante


@ruta(
    bp,
    "GET",
    "/v1/cuentas/{cuenta}/declaracion/formato",
    Accion.CONSULTAR_CUENTAS,
    PDF,
    problemas=(NoEncontrado,),
    evento=Evento.FORMATO_DE_DECLARACION_GENERADO,
    objeto="cuenta",
)
def generar_formato_de_declaracion(principal: Principal, cuenta: str) -> RespuestaDeArchivo:
    """Genera la Declaración de Confidencialidad con los datos de la persona, para su firma (5.4)."""
    return RespuestaDeArchivo(
        declaraciones.print_declaration(principal, cuenta), PDF, f"declaracion-{cuenta}.pdf"
    )


@ruta(
    bp,
    "PUT",
    "/v1/cuentas/{cuenta}/declaracion/documento",
    Accion.ADMINISTRAR_CUENTAS,
    DeclaracionEnArchivo,
    cuerpo=DeclaracionFirmada,
    problemas=(NoEncontrado, ActoImprocedente, DatosNoAdmitidos, Conflicto, Ocupado),
    evento=Evento.DECLARACION_GUARDADA,
    objeto="cuenta",
    maximo=MAXIMO,
)
def guardar_declaracion(principal: Principal, cuenta: str, cuerpo: DeclaracionFirmada) -> dict[str, Any]:
    """Guarda cifrada la Declaración de Confidencialidad firmada de una cuenta (5.4)."""
    hecha = declaraciones.keep_document(principal, cuenta, cuerpo.tipo, cuerpo.contenido, ahora())
    return {"cuenta": cuenta, "digesto": hecha["documento"]["digesto"], "en": hecha["documento"]["en"]}


@ruta(
    bp,
    "GET",
    "/v1/cuentas/{cuenta}/declaracion/documento",
    Accion.ADMINISTRAR_CUENTAS,
    BYTES,
    problemas=(NoEncontrado,),
    evento=Evento.DECLARACION_CONSULTADA,
    objeto="cuenta",
)
def consultar_declaracion(principal: Principal, cuenta: str) -> RespuestaDeArchivo:
    """Descarga la Declaración de Confidencialidad firmada de una cuenta (5.4)."""
    tipo, contenido = declaraciones.read_declaration(principal, cuenta)
    return RespuestaDeArchivo(contenido, BYTES, f"declaracion-{cuenta}.{EXTENSIONES[tipo]}")
