"""API of the scans of cédulas on paper (Protocolo 11.4, 14.4)."""

from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.ruta import RespuestaDeArchivo, ruta
from chalicelib.problemas import NoEncontrado, Ocupado
from chalicelib.problemas.papel import SoporteNoAdmitido
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.papel.soporte import EXTENSIONES
from chalicelib.workflows.papel import soportes

bp = Blueprint(__name__)
BYTES = "application/octet-stream"
MAXIMO_SOPORTE = 5600 * 1024
"""Most bytes of a body: 4 MB as base64, and room for a file that is too large to be refused with an answer. Lambda
takes 6 MB.
"""


class SoporteDigitalizado(Struct, forbid_unknown_fields=True):
    """JPEG, PNG o PDF de 4 MB como máximo, en base64."""

    tipo: Literal["image/jpeg", "image/png", "application/pdf"]
    contenido: Annotated[bytes, Meta(min_length=1, max_length=MAXIMO_SOPORTE)]


class SoporteAdjunto(Struct):
    """La digitalización vigente: su número y el SHA-256 del archivo como llegó."""

    folio: str
    n: int
    digesto: str
    adjuntado_en: str


class CualSoporte(Struct):
    """Query: the number of a scan, 0 for the one in force."""

    n: Annotated[int, Meta(ge=0, le=9999)] = 0


@ruta(
    bp,
    "PUT",
    "/v1/apoyos/{folio}/soporte",
    Accion.CAPTURAR_CEDULAS,
    SoporteAdjunto,
    cuerpo=SoporteDigitalizado,
    problemas=(NoEncontrado, SoporteNoAdmitido, Ocupado),
    evento=Evento.SOPORTE_ADJUNTADO,
    objeto="folio",
    maximo=MAXIMO_SOPORTE,
)
def adjuntar_soporte(principal: Principal, folio: str, cuerpo: SoporteDigitalizado) -> dict[str, Any]:
    """Adjunta la digitalización de una cédula; la anterior se conserva (11.4)."""
    s = soportes.attach_soporte(principal, folio, cuerpo.tipo, cuerpo.contenido, ahora())
    return {"folio": folio, "n": int(s.n), "digesto": s.digesto, "adjuntado_en": s.adjuntado_en}


@ruta(
    bp,
    "GET",
    "/v1/apoyos/{folio}/soporte",
    Accion.CAPTURAR_CEDULAS,
    BYTES,
    consulta=CualSoporte,
    problemas=(NoEncontrado,),
    evento=Evento.SOPORTE_CONSULTADO,
    objeto="folio",
)
def consultar_soporte(principal: Principal, folio: str, consulta: CualSoporte) -> RespuestaDeArchivo:
    """Descarga la digitalización de una cédula; las anteriores, por su número (14.4)."""
    s, contenido = soportes.read_soporte(principal, folio, consulta.n)
    # Never with the file's own type, so that a browser does not render it under our origin.
    return RespuestaDeArchivo(contenido, BYTES, f"soporte-{folio}-{int(s.n)}.{EXTENSIONES[s.tipo]}")
