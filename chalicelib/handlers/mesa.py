"""API of the Mesa de Control: the operator's next record, and the verdict."""

from datetime import UTC, datetime
from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.rules.dictamen import Dictamen
from chalicelib.rules.permisos import Accion, Principal
from chalicelib.web import parse_body, ruta
from chalicelib.workflows.mesa import give_verdict, next_record

bp = Blueprint(__name__)


class CuerpoDictamen(Struct, forbid_unknown_fields=True):
    """Body of a verdict: `inciso` null for a valid record."""

    inciso: Annotated[str, Meta(pattern=r"^[a-z]\Z")] | None = None
    opcion: Annotated[str, Meta(max_length=80)] = ""
    detalle: Annotated[str, Meta(max_length=1000)] = ""


@ruta(bp, "GET", "/v1/mesa/siguiente", Accion.REVISAR_APOYOS)
def siguiente_registro(principal: Principal) -> dict[str, Any]:
    return {"registro": next_record(principal.proceso, principal.operador, datetime.now(UTC))}


@ruta(bp, "POST", "/v1/mesa/{folio}/dictamen", Accion.REVISAR_APOYOS)
def dictaminar(principal: Principal, folio: str) -> dict[str, Any]:
    cuerpo = parse_body(bp.current_request, CuerpoDictamen)
    dictamen = Dictamen(cuerpo.inciso, cuerpo.opcion, cuerpo.detalle)
    return give_verdict(principal.proceso, principal.operador, folio, dictamen, datetime.now(UTC))
