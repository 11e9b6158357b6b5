"""API with which the OPL holds hearings and the DERFE follows them (Protocolo 14.2, 14.4)."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.formas_audiencias import AudienciaMostrada, ListaAudiencias, PaginaAudiencias
from chalicelib.borde.ruta import Archivo, ruta
from chalicelib.problemas import (
    ActaNoAdmitida,
    AudienciaNoAdmite,
    CuerpoInvalido,
    DatosNoAdmitidos,
    NoEncontrado,
    Ocupado,
)
from chalicelib.rules.audiencias import MAXIMO_FUNCIONARIOS
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.horas import HoraNoAdmitida, from_centro
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.audiencias import agenda as audiencias_agenda
from chalicelib.workflows.audiencias import audiencia as audiencias
from chalicelib.workflows.audiencias import cierre as audiencias_cierre
from chalicelib.workflows.audiencias import incidencias
from chalicelib.workflows.audiencias import inicio as audiencias_inicio

bp = Blueprint(__name__)
PDF = "application/pdf"
MAXIMO_ACTA = 5600 * 1024
"""Bytes of a body: 4 MB as base64, and room to say that somewhat more is too much. Lambda takes 6 MB in all."""

HoraCentro = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}\Z")]
Lugar = Annotated[str, Meta(max_length=300, pattern=r"^(\S([^\x00-\x1f\x7f]*\S)?)?\Z")]
Enlace = Annotated[str, Meta(max_length=300, pattern=r"^(https://[!-~]+)?\Z")]
Oficio = Annotated[str, Meta(min_length=1, max_length=120, pattern=r"^\S([^\x00-\x1f\x7f]*\S)?\Z")]
Motivo = Annotated[str, Meta(min_length=5, max_length=500, pattern=r"^\S[^\x00-\x1f\x7f]*\S\Z")]
Texto = Annotated[str, Meta(min_length=5, max_length=4000, pattern=r"\S")]
Cuenta = Annotated[str, Meta(pattern=r"^[A-Z0-9]{4,20}\Z")]


class Programacion(Struct, forbid_unknown_fields=True):
    """When (hora del centro), where, who reviews (accounts); `muestra_anteriores`: they see the earlier verdicts."""

    fecha: HoraCentro
    funcionarios: Annotated[list[Cuenta], Meta(min_length=1, max_length=MAXIMO_FUNCIONARIOS)]
    lugar: Lugar = ""
    enlace: Enlace = ""
    muestra_anteriores: bool = False


class Funcionariado(Struct, forbid_unknown_fields=True):
    """Accounts of whoever reviews from now on."""

    funcionarios: Annotated[list[Cuenta], Meta(min_length=1, max_length=MAXIMO_FUNCIONARIOS)]


class Cancelacion(Struct, forbid_unknown_fields=True):
    """Why."""

    motivo: Motivo


class ActaDeHechos(Struct, forbid_unknown_fields=True):
    """A PDF of at most 4 MB, as base64."""

    contenido: Annotated[bytes, Meta(min_length=1, max_length=MAXIMO_ACTA)]


class NotificacionDerfe(Struct, forbid_unknown_fields=True):
    """Number of the oficio by which the DERFE is notified."""

    oficio: Oficio


class TextoDeIncidencia(Struct, forbid_unknown_fields=True):
    """What happened, or what is answered."""

    texto: Texto


class Cercana(Struct):
    """Another hearing of the OPL that day, less than an hour away (14.4)."""

    audiencia: str
    fecha: str


class AudienciaProgramada(AudienciaMostrada):
    """As scheduled; `cercanas` is a warning."""

    cercanas: list[Cercana]


class AudienciaIniciada(AudienciaMostrada):
    """In course; `mismo_juez`: records that fell to whoever had judged them, for nobody else reviews."""

    mismo_juez: int


class ActaAdjunta(Struct):
    """The Acta in force: SHA-256, bytes, pages."""

    audiencia: str
    digesto: str
    bytes: int
    paginas: int


class IncidenciaMostrada(Struct):
    """An incident and its clock; `estado`: en_plazo, vencida, respondida."""

    audiencia: str
    n: int
    reportada_en: str
    vence: str
    estado: str
    texto: str
    respuesta: str | None
    respondida_en: str | None


class ListaIncidencias(Struct):
    """Incidents of a hearing, oldest first."""

    elementos: list[IncidenciaMostrada]


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/audiencias",
    Accion.SEGUIR_AUDIENCIAS,
    ListaAudiencias,
    consulta=PaginaAudiencias,
    problemas=(NoEncontrado,),
)
def listar_audiencias_de_proceso(
    principal: Principal, proceso: str, consulta: PaginaAudiencias
) -> dict[str, Any]:
    """Hearings of a process, newest first (14.4)."""
    return audiencias.of_process(principal, proceso, consulta.despues, consulta.cuantos)


@ruta(
    bp,
    "POST",
    "/v1/audiencias/{audiencia}/programacion",
    Accion.CONDUCIR_AUDIENCIAS,
    AudienciaProgramada,
    cuerpo=Programacion,
    problemas=(NoEncontrado, AudienciaNoAdmite, DatosNoAdmitidos, Ocupado),
    evento=Evento.AUDIENCIA_PROGRAMADA,
    objeto="audiencia",
)
def programar_audiencia(principal: Principal, audiencia: str, cuerpo: Programacion) -> dict[str, Any]:
    """Schedule it, or schedule it anew: the aspirante and the DERFE are told (14.2, 14.4)."""
    try:
        fecha = from_centro(cuerpo.fecha)
    except HoraNoAdmitida:
        raise CuerpoInvalido(
            "Corrija la fecha y hora: no existe en la hora del centro.", campo="fecha"
        ) from None
    return audiencias_agenda.schedule(
        principal,
        audiencia,
        fecha,
        cuerpo.lugar,
        cuerpo.enlace,
        cuerpo.funcionarios,
        cuerpo.muestra_anteriores,
        ahora(),
    )


@ruta(
    bp,
    "POST",
    "/v1/audiencias/{audiencia}/cancelacion",
    Accion.CONDUCIR_AUDIENCIAS,
    AudienciaMostrada,
    cuerpo=Cancelacion,
    problemas=(NoEncontrado, AudienciaNoAdmite, Ocupado),
    evento=Evento.AUDIENCIA_CANCELADA,
    objeto="audiencia",
)
def cancelar_audiencia(principal: Principal, audiencia: str, cuerpo: Cancelacion) -> dict[str, Any]:
    """Cancel one that has not begun (14.4)."""
    return audiencias_agenda.cancel(principal, audiencia, cuerpo.motivo, ahora())


@ruta(
    bp,
    "POST",
    "/v1/audiencias/{audiencia}/inicio",
    Accion.CONDUCIR_AUDIENCIAS,
    AudienciaIniciada,
    problemas=(NoEncontrado, AudienciaNoAdmite, DatosNoAdmitidos, Ocupado),
    evento=Evento.AUDIENCIA_INICIADA,
    objeto="audiencia",
)
def iniciar_audiencia(principal: Principal, audiencia: str) -> dict[str, Any]:
    """Begin it: its records are handed out to its officials; again completes what was left half-way (14.4)."""
    return audiencias_inicio.start(principal, audiencia, ahora())


@ruta(
    bp,
    "PUT",
    "/v1/audiencias/{audiencia}/funcionarios",
    Accion.CONDUCIR_AUDIENCIAS,
    AudienciaIniciada,
    cuerpo=Funcionariado,
    problemas=(NoEncontrado, AudienciaNoAdmite, DatosNoAdmitidos, Ocupado),
    evento=Evento.FUNCIONARIADO_SUSTITUIDO,
    objeto="audiencia",
)
def sustituir_funcionariado(principal: Principal, audiencia: str, cuerpo: Funcionariado) -> dict[str, Any]:
    """In course, who reviews from now on; what waits for the others goes to them, and the DERFE is told (14.4)."""
    return audiencias_agenda.replace_officials(principal, audiencia, cuerpo.funcionarios, ahora())


@ruta(
    bp,
    "POST",
    "/v1/audiencias/{audiencia}/conclusion",
    Accion.CONDUCIR_AUDIENCIAS,
    AudienciaMostrada,
    problemas=(NoEncontrado, AudienciaNoAdmite, Ocupado),
    evento=Evento.AUDIENCIA_CONCLUIDA,
    objeto="audiencia",
)
def concluir_audiencia(principal: Principal, audiencia: str) -> dict[str, Any]:
    """End it once all was reviewed, or the aspirante desisted from the rest (14.4)."""
    return audiencias_cierre.conclude(principal, audiencia, ahora())


@ruta(
    bp,
    "PUT",
    "/v1/audiencias/{audiencia}/acta",
    Accion.CONDUCIR_AUDIENCIAS,
    ActaAdjunta,
    cuerpo=ActaDeHechos,
    problemas=(NoEncontrado, AudienciaNoAdmite, ActaNoAdmitida, Ocupado),
    evento=Evento.ACTA_ADJUNTADA,
    objeto="audiencia",
    maximo=MAXIMO_ACTA,
)
def adjuntar_acta(principal: Principal, audiencia: str, cuerpo: ActaDeHechos) -> dict[str, Any]:
    """Attach the Acta de Hechos (14.4)."""
    return audiencias_cierre.attach_acta(principal, audiencia, cuerpo.contenido, ahora())


@ruta(
    bp,
    "GET",
    "/v1/audiencias/{audiencia}/acta",
    Accion.SEGUIR_AUDIENCIAS,
    PDF,
    problemas=(NoEncontrado,),
    evento=Evento.ACTA_CONSULTADA,
    objeto="audiencia",
)
def descargar_acta(principal: Principal, audiencia: str) -> Archivo:
    """The Acta de Hechos as it came, to be saved (14.4)."""
    return Archivo(audiencias_cierre.read_acta(principal, audiencia), PDF, f"acta-{audiencia}.pdf")


@ruta(
    bp,
    "GET",
    "/v1/audiencias/{audiencia}/oficio",
    Accion.SEGUIR_AUDIENCIAS,
    PDF,
    problemas=(NoEncontrado, AudienciaNoAdmite),
    evento=Evento.OFICIO_DE_AUDIENCIA_GENERADO,
    objeto="audiencia",
)
def descargar_oficio(principal: Principal, audiencia: str) -> Archivo:
    """The oficio with the result, to be signed (14.4)."""
    return Archivo(audiencias_cierre.print_result(principal, audiencia), PDF, f"resultado-{audiencia}.pdf")


@ruta(
    bp,
    "POST",
    "/v1/audiencias/{audiencia}/notificacion",
    Accion.CONDUCIR_AUDIENCIAS,
    AudienciaMostrada,
    cuerpo=NotificacionDerfe,
    problemas=(NoEncontrado, AudienciaNoAdmite, Ocupado),
    evento=Evento.AUDIENCIA_NOTIFICADA,
    objeto="audiencia",
)
def notificar_audiencia(principal: Principal, audiencia: str, cuerpo: NotificacionDerfe) -> dict[str, Any]:
    """Note the oficio by which the DERFE was notified; it and the aspirante get the figures by mail (14.4)."""
    return audiencias_cierre.notify(principal, audiencia, cuerpo.oficio, ahora())


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
    """Report an incident: the DERFE is told at once and has 24 hours (14.4)."""
    return incidencias.report(principal, audiencia, cuerpo.texto, ahora())


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
    """Incidents of a hearing, with their clocks (14.4)."""
    return incidencias.show_all(principal, audiencia, ahora())


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
    """The DERFE's answer; one that was answered keeps its answer (14.4)."""
    if not (incidencia.isascii() and incidencia.isdecimal() and len(incidencia) < 6):
        raise NoEncontrado("No hay nada con ese identificador.")
    return incidencias.answer(principal, audiencia, int(incidencia), cuerpo.texto, ahora())
