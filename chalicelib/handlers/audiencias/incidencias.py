"""API of the incidents of hearings: the OPL reports, the DERFE answers within 24 hours (Protocolo 14.4)."""

from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado, Ocupado
from chalicelib.problemas.audiencias import AudienciaNoAdmite
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.audiencias import incidencias

bp = Blueprint(__name__)
Texto = Annotated[str, Meta(min_length=5, max_length=4000, pattern=r"\S")]


class TextoDeIncidencia(Struct, forbid_unknown_fields=True):
    """Qué pasó, o qué se responde."""

    texto: Texto


class IncidenciaMostrada(Struct):
    """Una incidencia y su plazo; `estado`: en_plazo, vencida, respondida."""

    audiencia: str
    n: int
    reportada_en: str
    vence: str
    estado: Literal["en_plazo", "vencida", "respondida"]
    texto: str
    respuesta: str | None
    respondida_en: str | None


class ListaIncidencias(Struct):
    """Incidencias de una audiencia, de la más antigua a la más reciente."""

    elementos: list[IncidenciaMostrada]


@ruta(
    bp,
    "POST",
    "/v1/audiencias/{audiencia}/incidencias",
    Accion.CONDUCIR_AUDIENCIAS,
    IncidenciaMostrada,
    cuerpo=TextoDeIncidencia,
    estado=201,
    problemas=(NoEncontrado, AudienciaNoAdmite, Ocupado),
    evento=Evento.INCIDENCIA_REPORTADA,
    objeto="audiencia",
)
def reportar_incidencia(principal: Principal, audiencia: str, cuerpo: TextoDeIncidencia) -> dict[str, Any]:
    """Reporta una incidencia: se avisa de inmediato a la DERFE, que tiene 24 horas (14.4)."""
    return incidencias.report_incident(principal, audiencia, cuerpo.texto, ahora())


@ruta(
    bp,
    "GET",
    "/v1/audiencias/{audiencia}/incidencias",
    Accion.SEGUIR_AUDIENCIAS,
    ListaIncidencias,
    problemas=(NoEncontrado,),
    evento=Evento.INCIDENCIAS_CONSULTADAS,
    objeto="audiencia",
)
def listar_incidencias(principal: Principal, audiencia: str) -> dict[str, Any]:
    """Lista las incidencias de una audiencia y sus plazos (14.4)."""
    return incidencias.show_incidents(principal, audiencia, ahora())


@ruta(
    bp,
    "POST",
    "/v1/audiencias/{audiencia}/incidencias/{incidencia}/respuesta",
    Accion.ATENDER_INCIDENCIAS,
    IncidenciaMostrada,
    cuerpo=TextoDeIncidencia,
    problemas=(NoEncontrado, Ocupado),
    evento=Evento.INCIDENCIA_RESPONDIDA,
    objeto="audiencia",
)
def responder_incidencia(
    principal: Principal, audiencia: str, incidencia: str, cuerpo: TextoDeIncidencia
) -> dict[str, Any]:
    """Responde una incidencia; la que ya tiene respuesta la conserva (14.4)."""
    if not (incidencia.isascii() and incidencia.isdecimal() and len(incidencia) < 6):
        raise NoEncontrado
    return incidencias.answer_incident(principal, audiencia, int(incidencia), cuerpo.texto, ahora())
