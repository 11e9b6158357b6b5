"""API for the OPL: senders who wait until somebody looked at their records that the registry does not know (7.12)."""

from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado, VersionAnterior
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.captacion.detencion import list_held_senders, release_sender

bp = Blueprint(__name__)


class RemitenteDetenido(Struct):
    """Quien no puede enviar más por ahora. `no_encontrados`: sus registros que el padrón no reconoce; `vistos`: cuántos
    de ellos ya revisó alguien del OPL; `recibidos`: todos, nulo para la ciudadanía (no se cuenta por persona).
    """

    remitente: str
    clase: Literal["auxiliar", "ciudadania"]
    recibidos: int | None
    no_encontrados: int
    vistos: int


class RemitentesDetenidos(Struct):
    """Los detenidos con más registros por revisar, hasta 200; `total`: cuántos hay."""

    total: int
    elementos: list[RemitenteDetenido]


class RevisionDeRemitente(Struct, forbid_unknown_fields=True):
    """Cuántos registros no encontrados se revisaron: los que la lista mostraba, no los que hayan llegado después."""

    vistos: Annotated[int, Meta(ge=1, le=10_000_000)]


class RemitenteRevisado(Struct):
    """Cómo quedó; `detenido`: todavía espera, porque llegaron otros."""

    remitente: str
    no_encontrados: int
    vistos: int
    detenido: bool


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/remitentes-detenidos",
    Accion.REVISAR_REMITENTES,
    RemitentesDetenidos,
    problemas=(NoEncontrado,),
    evento=Evento.REMITENTES_DETENIDOS_CONSULTADOS,
    objeto="aspirante",
)
def listar_remitentes_detenidos(principal: Principal, aspirante: str) -> dict[str, Any]:
    """Lista a quienes no pueden enviar hasta que el OPL revise sus registros no encontrados (7.12, 18.5)."""
    return list_held_senders(principal, aspirante)


@ruta(
    bp,
    "POST",
    "/v1/aspirantes/{aspirante}/remitentes-detenidos/{remitente}/revision",
    Accion.REVISAR_REMITENTES,
    RemitenteRevisado,
    cuerpo=RevisionDeRemitente,
    problemas=(NoEncontrado, VersionAnterior),
    evento=Evento.REMITENTE_REVISADO,
    objeto="remitente",
)
def revisar_remitente(
    principal: Principal, aspirante: str, remitente: str, cuerpo: RevisionDeRemitente
) -> dict[str, Any]:
    """Anota que se revisaron los registros no encontrados de quien los envía, que así puede seguir enviando."""
    return release_sender(principal, aspirante, remitente, cuerpo.vistos)
