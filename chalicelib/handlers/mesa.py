"""API of the Mesa de Control: the operator's next record, and the verdict."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.problemas import (
    DictamenFirme,
    DictamenNoAdmitido,
    NoEncontrado,
    Ocupado,
    TurnoRetirado,
    YaDictaminado,
)
from chalicelib.reloj import ahora
from chalicelib.rules.auditoria import Evento
from chalicelib.rules.dictamen import Dictamen
from chalicelib.rules.hallazgos import Gravedad
from chalicelib.rules.permisos import Accion, Principal
from chalicelib.web import ruta
from chalicelib.workflows.mesa import give_verdict, next_record, take_back_verdict

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
    """A record as the operator sees it: images (base64), the data read, and what of them does not agree (13.6)."""

    folio: str
    modo: str
    llegada: str
    capturado_en: str
    credencial: dict[str, Any]
    hallazgos: list[HallazgoMostrado]
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
    "/v1/mesa/registros/{folio}/dictamen",
    Accion.REVISAR_APOYOS,
    Resultado,
    cuerpo=CuerpoDictamen,
    problemas=(NoEncontrado, DictamenNoAdmitido, TurnoRetirado, YaDictaminado, Ocupado),
    evento=Evento.DICTAMEN_EMITIDO,
    objeto="folio",
)
def dictaminar(principal: Principal, folio: str, cuerpo: CuerpoDictamen) -> dict[str, Any]:
    """Give the verdict of a record: valid, or an inciso of 13.7 with its detail."""
    dictamen = Dictamen(cuerpo.inciso, cuerpo.opcion, cuerpo.detalle)
    return give_verdict(principal.proceso, principal.operador, folio, dictamen, ahora())


@ruta(
    bp,
    "POST",
    "/v1/mesa/registros/{folio}/deshacer",
    Accion.REVISAR_APOYOS,
    Resultado,
    problemas=(NoEncontrado, TurnoRetirado, DictamenFirme, Ocupado),
    evento=Evento.DICTAMEN_DESHECHO,
    objeto="folio",
)
def deshacer(principal: Principal, folio: str) -> dict[str, Any]:
    """Take back one's own verdict within a few minutes; the record waits again (13.6)."""
    return take_back_verdict(principal.proceso, principal.operador, folio, ahora())
