"""API of the Mesa de Control: the operator's next record, and the verdict."""

from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.problemas import DictamenNoAdmitido, NoEncontrado, Ocupado, YaDictaminado
from chalicelib.reloj import ahora
from chalicelib.rules.auditoria import Evento
from chalicelib.rules.dictamen import Dictamen
from chalicelib.rules.hallazgos import Gravedad
from chalicelib.rules.permisos import Accion, Principal
from chalicelib.web import ruta
from chalicelib.workflows.mesa import give_verdict, next_record

bp = Blueprint(__name__)


class CuerpoDictamen(Struct, forbid_unknown_fields=True):
    """Body of a verdict: `inciso` null for a valid record."""

    inciso: Annotated[str, Meta(pattern=r"^[a-z]\Z")] | None = None
    opcion: Annotated[str, Meta(max_length=80)] = ""
    detalle: Annotated[str, Meta(max_length=1000)] = ""


class HallazgoMostrado(Struct):
    """A place to look, never a verdict; `numeral`: where the Protocol speaks of it; `datos`: which data (13.6)."""

    codigo: str
    texto: str
    gravedad: Gravedad
    numeral: str
    datos: list[str]


class Hoja(Struct):
    """A record as the operator sees it: images (base64), the data read, and what of both to look at (13.6).

    `vista`: whether the images were measured yet; until then no finding is of them.
    """

    folio: str
    modo: str
    llegada: str
    capturado_en: str
    credencial: dict[str, Any]
    hallazgos: list[HallazgoMostrado]
    vista: Literal["pendiente", "lista"]
    imagenes: dict[str, str]


class Siguiente(Struct):
    """The next record, or null when none waits. `folio` again, for the audit log."""

    folio: str
    registro: Hoja | None


class Resultado(Struct):
    """The record's class after the verdict, and why."""

    folio: str
    clase: str
    motivo: str


@ruta(
    bp,
    "GET",
    "/v1/mesa/siguiente",
    Accion.REVISAR_APOYOS,
    Siguiente,
    problemas=(Ocupado,),
    evento=Evento.APOYO_MOSTRADO_EN_MESA,
    objeto="folio",
)
def siguiente_registro(principal: Principal) -> dict[str, Any]:
    """The oldest record that waits for this operator (13.3, 13.6)."""
    registro = next_record(principal.proceso, principal.operador, ahora())
    return {"folio": registro["folio"] if registro else "", "registro": registro}


@ruta(
    bp,
    "POST",
    "/v1/mesa/{folio}/dictamen",
    Accion.REVISAR_APOYOS,
    Resultado,
    cuerpo=CuerpoDictamen,
    problemas=(NoEncontrado, DictamenNoAdmitido, YaDictaminado, Ocupado),
    evento=Evento.DICTAMEN_EMITIDO,
    objeto="folio",
)
def dictaminar(principal: Principal, folio: str, cuerpo: CuerpoDictamen) -> dict[str, Any]:
    """Give the verdict of a record: valid, or an inciso of 13.7 with its detail."""
    dictamen = Dictamen(cuerpo.inciso, cuerpo.opcion, cuerpo.detalle)
    return give_verdict(principal.proceso, principal.operador, folio, dictamen, ahora())
