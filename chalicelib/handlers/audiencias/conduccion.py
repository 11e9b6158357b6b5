"""API with which the OPL holds hearings and the DERFE follows them (Protocolo 14.2, 14.4)."""

from typing import Annotated, Any

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.formas_audiencias import AudienciaMostrada, ListaAudiencias, PaginaAudiencias
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import RespuestaDeArchivo, ruta
from chalicelib.problemas import CuerpoInvalido, DatosNoAdmitidos, NoEncontrado, Ocupado
from chalicelib.problemas.audiencias import ActaNoAdmitida, AudienciaNoAdmite
from chalicelib.rules.audiencias import MAXIMO_FUNCIONARIOS
from chalicelib.rules.base.centro import HoraNoAdmitida, from_centro
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.audiencias import agenda as audiencias_agenda
from chalicelib.workflows.audiencias import audiencia as audiencias
from chalicelib.workflows.audiencias import cierre as audiencias_cierre
from chalicelib.workflows.audiencias import inicio as audiencias_inicio
from chalicelib.workflows.audiencias.asistencia import note_attendance

bp = Blueprint(__name__)
PDF = "application/pdf"
MAXIMO_ACTA = 5600 * 1024
"""Largest body in bytes: an Acta of 4 MB in base64, and room to refuse a larger one as such. Lambda admits 6 MB."""

HoraCentro = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}\Z")]
Lugar = Annotated[str, Meta(max_length=300, pattern=r"^(\S([^\x00-\x1f\x7f]*\S)?)?\Z")]
Enlace = Annotated[str, Meta(max_length=300, pattern=r"^(https://[!-~]+)?\Z")]
Oficio = Annotated[str, Meta(min_length=1, max_length=120, pattern=r"^\S([^\x00-\x1f\x7f]*\S)?\Z")]
Motivo = Annotated[str, Meta(min_length=5, max_length=500, pattern=r"^\S[^\x00-\x1f\x7f]*\S\Z")]
Cuenta = Annotated[str, Meta(pattern=r"^[A-Z0-9]{4,20}\Z")]


class Programacion(Struct, forbid_unknown_fields=True):
    """Cuándo (hora del centro), dónde y quiénes revisan (cuentas); `muestra_anteriores`: si ven los dictámenes
    anteriores.
    """

    fecha: HoraCentro
    funcionarios: Annotated[list[Cuenta], Meta(min_length=1, max_length=MAXIMO_FUNCIONARIOS)]
    lugar: Lugar = ""
    enlace: Enlace = ""
    muestra_anteriores: bool = False


class Funcionariado(Struct, forbid_unknown_fields=True):
    """Cuentas de quienes revisan desde ahora."""

    funcionarios: Annotated[list[Cuenta], Meta(min_length=1, max_length=MAXIMO_FUNCIONARIOS)]


class Asistencia(Struct, forbid_unknown_fields=True):
    """Quién asistió."""

    aspirante: bool
    representante: bool
    oficialia_electoral: bool


class Cancelacion(Struct, forbid_unknown_fields=True):
    """Por qué se cancela."""

    motivo: Motivo


class ActaDeHechos(Struct, forbid_unknown_fields=True):
    """PDF de 4 MB como máximo, en base64."""

    contenido: Annotated[bytes, Meta(min_length=1, max_length=MAXIMO_ACTA)]


class NotificacionDerfe(Struct, forbid_unknown_fields=True):
    """Número del oficio con que se notifica a la DERFE."""

    oficio: Oficio


class Cercana(Struct):
    """Otra audiencia del OPL ese día, a menos de una hora (14.4)."""

    audiencia: str
    fecha: Instante


class AudienciaProgramada(AudienciaMostrada):
    """La audiencia como quedó programada; `cercanas` es una advertencia."""

    cercanas: list[Cercana]


class AudienciaIniciada(AudienciaMostrada):
    """Audiencia en curso; `mismo_juez`: registros que tocaron a quien ya los había dictaminado, porque no hay otra
    persona que revise.
    """

    mismo_juez: int


class ActaAdjunta(Struct):
    """El Acta vigente: SHA-256, bytes y páginas."""

    audiencia: str
    digesto: str
    bytes: int
    paginas: int


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
    """Lista las audiencias de un proceso, de la más reciente a la más antigua (14.4)."""
    return audiencias.list_hearings_of_process(principal, proceso, consulta.despues, consulta.cuantos)


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
    """Programa la audiencia, o la reprograma: se avisa al aspirante y a la DERFE (14.2, 14.4)."""
    try:
        fecha = from_centro(cuerpo.fecha)
    except HoraNoAdmitida:
        raise CuerpoInvalido(
            "Corrija la fecha y hora: no existe en la hora del centro.", campo="fecha"
        ) from None
    return audiencias_agenda.schedule_hearing(
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
    """Cancela una audiencia que no ha iniciado (14.4)."""
    return audiencias_agenda.cancel_hearing(principal, audiencia, cuerpo.motivo, ahora())


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
    """Inicia la audiencia y reparte sus registros; repetir la petición completa lo que quedó a medias (14.4)."""
    return audiencias_inicio.start_hearing(principal, audiencia, ahora())


@ruta(
    bp,
    "PUT",
    "/v1/audiencias/{audiencia}/asistencia",
    Accion.CONDUCIR_AUDIENCIAS,
    AudienciaMostrada,
    cuerpo=Asistencia,
    problemas=(NoEncontrado, AudienciaNoAdmite, Ocupado),
    evento=Evento.ASISTENCIA_REGISTRADA,
    objeto="audiencia",
)
def registrar_asistencia(principal: Principal, audiencia: str, cuerpo: Asistencia) -> dict[str, Any]:
    """Registra quién asistió: aspirante, representante y Oficialía Electoral (14.4)."""
    c = cuerpo
    return note_attendance(principal, audiencia, c.aspirante, c.representante, c.oficialia_electoral, ahora())


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
    """Sustituye a quienes revisan una audiencia en curso; reciben lo pendiente y se avisa a la DERFE (14.4)."""
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
    """Concluye la audiencia cuando todo se revisó o el aspirante desistió del resto (14.4)."""
    return audiencias_cierre.conclude_hearing(principal, audiencia, ahora())


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
    """Adjunta el Acta de Hechos (14.4)."""
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
def descargar_acta(principal: Principal, audiencia: str) -> RespuestaDeArchivo:
    """Descarga el Acta de Hechos tal como se adjuntó (14.4)."""
    return RespuestaDeArchivo(audiencias_cierre.read_acta(principal, audiencia), PDF, f"acta-{audiencia}.pdf")


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
def descargar_oficio(principal: Principal, audiencia: str) -> RespuestaDeArchivo:
    """Descarga el oficio con el resultado, para firma (14.4)."""
    return RespuestaDeArchivo(
        audiencias_cierre.print_result(principal, audiencia), PDF, f"resultado-{audiencia}.pdf"
    )


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
    """Registra el oficio con que se notificó a la DERFE; ella y el aspirante reciben las cifras por correo (14.4)."""
    return audiencias_cierre.notify_result(principal, audiencia, cuerpo.oficio, ahora())
