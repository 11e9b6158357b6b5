"""API of the desk of a hearing: the official's next record, the verdict, its withdrawal (Protocolo 14.4)."""

from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.estados import Modo, TipoDeSoporte
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado, Ocupado, PlazoVencido
from chalicelib.problemas.audiencias import AudienciaNoAdmite, SoporteSinRevisar
from chalicelib.problemas.mesa import DictamenNoAdmitido, ExpedienteIlegible, YaDictaminado
from chalicelib.rules.apoyos.clases import Clase
from chalicelib.rules.apoyos.historia import Etapa
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.mesa.hallazgos import Gravedad
from chalicelib.workflows.audiencias import desahogo as audiencias_desahogo

bp = Blueprint(__name__)


class HallazgoDeAudiencia(Struct):
    """Dónde mirar; nunca es un dictamen (13.6)."""

    codigo: str
    texto: str
    gravedad: Gravedad
    numeral: str
    datos: list[str]


class DictamenDeAudiencia(Struct, forbid_unknown_fields=True):
    """`inciso` nulo revoca la inconsistencia; `soporte`: de un registro en papel, si su documento se examinó o no está
    en el expediente; `considerado`: se consideró la excepción del inciso (`confirma` en el catálogo).
    """

    inciso: Annotated[str, Meta(pattern=r"^[a-z]\Z")] | None = None
    opcion: Annotated[str, Meta(max_length=80)] = ""
    detalle: Annotated[str, Meta(max_length=1000)] = ""
    considerado: bool = False
    soporte: Literal["revisado", "no_obra"] | None = None


class SoporteEnArchivo(Struct):
    """Digitalización en el expediente; se descarga con `GET /v1/apoyos/{folio}/soporte?n=`."""

    n: int
    tipo: TipoDeSoporte
    adjuntado_en: str


class DictamenAnterior(Struct):
    """Dictamen dado antes y dónde; nunca por quién."""

    en: Instante
    etapa: Etapa
    inciso: str | None
    opcion: str
    detalle: str


class HojaDeAudiencia(Struct):
    """Un registro: imágenes (base64), datos y hallazgos; si es en papel, lo capturado y sus digitalizaciones."""

    folio: str
    modo: Modo
    capturado_en: str
    datos: dict[str, str | list[str]]
    hallazgos: list[HallazgoDeAudiencia]
    imagenes: dict[str, str]
    soportes: list[SoporteEnArchivo]
    anteriores: list[DictamenAnterior]


class SiguienteDeAudiencia(Struct):
    """El registro que sigue, o nulo cuando no queda ninguno. `folio` se repite para la bitácora de auditoría."""

    folio: str
    registro: HojaDeAudiencia | None


class CuantosPendientes(Struct):
    """Query of the queue: how many folios to give."""

    cuantos: Annotated[int, Meta(ge=1, le=50)] = 10


class PendientesDeAudiencia(Struct):
    """Folios en orden. No hay página siguiente: la cola avanza."""

    elementos: list[str]


class ResultadoDeAudiencia(Struct):
    """Clase del registro y el dictamen vigente."""

    audiencia: str
    folio: str
    clase: Clase
    inciso: str | None
    catalogo: str
    motivo: str


class AudienciaPropia(Struct):
    """Una audiencia en curso."""

    audiencia: str
    fecha: Instante | None


class AudienciasPropias(Struct):
    """Audiencias en curso en que revisa quien consulta."""

    elementos: list[AudienciaPropia]


@ruta(bp, "GET", "/v1/mesa/audiencias", Accion.REVISAR_EN_AUDIENCIA, AudienciasPropias)
def listar_audiencias_propias(principal: Principal) -> dict[str, Any]:
    """Lista las audiencias en curso en que revisa quien pregunta (14.4)."""
    return audiencias_desahogo.list_own_hearings(principal)


@ruta(
    bp,
    "GET",
    "/v1/audiencias/{audiencia}/cola",
    Accion.REVISAR_EN_AUDIENCIA,
    SiguienteDeAudiencia,
    problemas=(NoEncontrado, AudienciaNoAdmite),
    evento=Evento.APOYO_MOSTRADO_EN_AUDIENCIA,
    objeto="folio",
)
def siguiente_de_audiencia(principal: Principal, audiencia: str) -> dict[str, Any]:
    """Da el registro más antiguo de la audiencia que espera a quien pregunta (14.4)."""
    registro = audiencias_desahogo.next_hearing_record(principal, audiencia)
    return {"folio": registro["folio"] if registro else "", "registro": registro}


@ruta(
    bp,
    "GET",
    "/v1/audiencias/{audiencia}/pendientes",
    Accion.REVISAR_EN_AUDIENCIA,
    PendientesDeAudiencia,
    consulta=CuantosPendientes,
    problemas=(NoEncontrado, AudienciaNoAdmite),
)
def pendientes_de_audiencia(
    principal: Principal, audiencia: str, consulta: CuantosPendientes
) -> dict[str, Any]:
    """Lista los folios de la audiencia que esperan a quien pregunta, para pedirlos por adelantado (14.4)."""
    return {"elementos": audiencias_desahogo.list_hearing_queue(principal, audiencia, consulta.cuantos)}


@ruta(
    bp,
    "GET",
    "/v1/audiencias/{audiencia}/registros/{folio}",
    Accion.REVISAR_EN_AUDIENCIA,
    HojaDeAudiencia,
    problemas=(NoEncontrado, AudienciaNoAdmite, YaDictaminado, ExpedienteIlegible),
    evento=Evento.APOYO_MOSTRADO_EN_AUDIENCIA,
    objeto="folio",
)
def ver_registro_de_audiencia(principal: Principal, audiencia: str, folio: str) -> dict[str, Any]:
    """Muestra un registro de la audiencia que espera a quien pregunta, antes de llegar a él (14.4)."""
    return audiencias_desahogo.show_hearing_record(principal, audiencia, folio)


@ruta(
    bp,
    "POST",
    "/v1/audiencias/{audiencia}/apoyos/{folio}/dictamen",
    Accion.REVISAR_EN_AUDIENCIA,
    ResultadoDeAudiencia,
    cuerpo=DictamenDeAudiencia,
    problemas=(
        NoEncontrado,
        AudienciaNoAdmite,
        DictamenNoAdmitido,
        SoporteSinRevisar,
        YaDictaminado,
        Ocupado,
    ),
    evento=Evento.DICTAMEN_DE_AUDIENCIA,
    objeto="folio",
)
def dictaminar_en_audiencia(
    principal: Principal, audiencia: str, folio: str, cuerpo: DictamenDeAudiencia
) -> dict[str, Any]:
    """Confirma la inconsistencia, con el mismo inciso u otro, o la revierte (14.4)."""
    c = cuerpo
    return audiencias_desahogo.give_hearing_verdict(
        principal,
        audiencia,
        folio,
        c.inciso,
        c.opcion,
        c.detalle,
        c.soporte,
        ahora(),
        considerado=c.considerado,
    )


@ruta(
    bp,
    "POST",
    "/v1/audiencias/{audiencia}/apoyos/{folio}/deshacer",
    Accion.REVISAR_EN_AUDIENCIA,
    ResultadoDeAudiencia,
    problemas=(NoEncontrado, AudienciaNoAdmite, PlazoVencido, YaDictaminado, Ocupado),
    evento=Evento.DICTAMEN_DE_AUDIENCIA_DESHECHO,
    objeto="folio",
)
def deshacer_en_audiencia(principal: Principal, audiencia: str, folio: str) -> dict[str, Any]:
    """Deshace el dictamen propio dentro de diez minutos: el registro vuelve a esperar (14.4)."""
    return audiencias_desahogo.take_back_hearing_verdict(principal, audiencia, folio, ahora())
