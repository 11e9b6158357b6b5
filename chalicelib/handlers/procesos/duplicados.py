"""API of the OPL's decision on duplicates among aspirantes (Protocolo 15.3)."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.formas_procesos import Duplicados
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import Conflicto, NoEncontrado, Ocupado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.procesos.duplicados import decide_duplicates, show_decision

bp = Blueprint(__name__)


class CuerpoDuplicados(Struct, forbid_unknown_fields=True):
    """La decisión: `aplica`, o solo se reportan; `fundamento`: el acuerdo o la ley en que se basa."""

    aplica: bool
    fundamento: Annotated[str, Meta(min_length=3, max_length=200, pattern=r"^\S([^\x00-\x1f\x7f]*\S)?\Z")]


@ruta(
    bp,
    "PUT",
    "/v1/procesos/{proceso}/periodos/{periodo}/duplicados",
    Accion.CONFIGURAR_PERIODO,
    Duplicados,
    cuerpo=CuerpoDuplicados,
    problemas=(NoEncontrado, Conflicto, Ocupado),
    evento=Evento.DUPLICADOS_DECIDIDOS,
    objeto="periodo",
)
def decidir_duplicados(
    principal: Principal, proceso: str, periodo: str, cuerpo: CuerpoDuplicados
) -> dict[str, Any]:
    """Decide expresamente si los duplicados entre aspirantes se aplican o solo se reportan (15.3)."""
    decidido = decide_duplicates(principal, proceso, periodo, cuerpo.aplica, cuerpo.fundamento, ahora())
    return show_decision(decidido)
