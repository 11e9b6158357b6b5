"""API of the bulk load of auxiliares: template, announcement, progress, report (7.3, 7.4)."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.ruta import RespuestaDeArchivo, ruta
from chalicelib.documents.auxiliares.archivo import read_template
from chalicelib.problemas import NoEncontrado
from chalicelib.problemas.aspirantes import AspiranteNoVigente
from chalicelib.problemas.auxiliares import CargasAbiertas
from chalicelib.rules.auxiliares.carga import MAX_BYTES, TipoDeArchivo
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.auxiliares import carga_anuncio as cargas

bp = Blueprint(__name__)

POR_HORA = Limite(Por.CUENTA, 20, timedelta(hours=1))


class CargaAnunciada(Struct, forbid_unknown_fields=True):
    """Archivo que está por subirse: tipo, tamaño en bytes y SHA-256 en hexadecimal minúsculo."""

    tipo: TipoDeArchivo
    bytes: Annotated[int, Meta(ge=1, le=MAX_BYTES)]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]


class PermisoCarga(Struct):
    """POST prefirmado: la dirección y los campos del formulario, que se envían tal cual, con el archivo al final."""

    url: str
    campos: dict[str, str]


class CargaMostrada(Struct):
    """Una carga masiva. `estado`: esperando, leyendo, validando, aplicando, aplicada, rechazada o vencida. Renglones
    leídos, validados y aplicados hasta ahora, de `total`; `bajas`: registrados y dados de baja porque no están en el
    padrón (7.6); `reporte`: si hay uno para descargar.
    """

    carga: str
    aspirante: str
    estado: Literal["esperando", "leyendo", "validando", "aplicando", "aplicada", "rechazada", "vencida"]
    tipo: TipoDeArchivo
    anunciada_en: str
    vence: str
    terminada_en: str | None
    total: int | None
    leidas: int
    validadas: int
    aplicadas: int
    bajas: int
    faltas_total: int
    renglones_con_faltas: int
    reporte: bool


class CargaConPermiso(CargaMostrada):
    """Una carga recién anunciada, con el permiso para subir su archivo."""

    permiso: PermisoCarga


class FaltaMostrada(Struct):
    """Qué está mal: línea como la cuenta un editor o Excel (0: el archivo completo), columna, código y qué hacer."""

    linea: int
    columna: str
    codigo: str
    texto: str


class CargaConFaltas(CargaMostrada):
    """Una carga con sus primeras cien faltas; el reporte las tiene todas."""

    faltas: list[FaltaMostrada]


class Cargas(Struct):
    """Página de cargas, de la más reciente a la más antigua."""

    elementos: list[CargaMostrada]
    siguiente: str | None


class PaginaDeCargas(Struct):
    """Query of a page of loads: its cursor and its size."""

    despues: Annotated[str, Meta(pattern=r"^(C[0-9A-F]{19})?\Z")] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


class EnlaceFaltas(Struct):
    """De dónde se descarga el reporte, y hasta cuándo."""

    carga: str
    url: str
    vence: str


class FormatoPlantilla(Struct):
    """Query of the template: its file type."""

    formato: Literal["csv", "xlsx"] = "xlsx"


@ruta(
    bp,
    "GET",
    "/v1/plantillas/auxiliares",
    Accion.CONSULTAR_AUXILIARES,
    "application/octet-stream",
    consulta=FormatoPlantilla,
)
def descargar_plantilla(_principal: Principal, consulta: FormatoPlantilla) -> RespuestaDeArchivo:
    """Descarga la plantilla vacía para registrar auxiliares, en CSV o .xlsx (7.4)."""
    return RespuestaDeArchivo(
        read_template(TipoDeArchivo(consulta.formato)),
        "application/octet-stream",
        f"auxiliares.{consulta.formato}",
    )


@ruta(
    bp,
    "POST",
    "/v1/aspirantes/{aspirante}/cargas",
    Accion.ADMINISTRAR_AUXILIARES,
    CargaConPermiso,
    cuerpo=CargaAnunciada,
    estado=201,
    problemas=(NoEncontrado, AspiranteNoVigente, CargasAbiertas),
    evento=Evento.CARGA_ANUNCIADA,
    objeto="carga",
    limites=(POR_HORA,),
)
def anunciar_carga(principal: Principal, aspirante: str, cuerpo: CargaAnunciada) -> dict[str, Any]:
    """Anuncia un archivo de auxiliares; responde con el permiso para subirlo (7.3, 7.4)."""
    return cargas.announce_carga(principal, aspirante, cuerpo.tipo, cuerpo.bytes, cuerpo.sha256, ahora())


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/cargas",
    Accion.CONSULTAR_AUXILIARES,
    Cargas,
    consulta=PaginaDeCargas,
    problemas=(NoEncontrado,),
)
def listar_cargas(principal: Principal, aspirante: str, consulta: PaginaDeCargas) -> dict[str, Any]:
    """Lista las cargas masivas de una persona aspirante, de la más reciente a la más antigua (7.4)."""
    return cargas.list_cargas(principal, aspirante, consulta.despues, consulta.cuantos, ahora())


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/cargas/{carga}",
    Accion.CONSULTAR_AUXILIARES,
    CargaConFaltas,
    problemas=(NoEncontrado,),
)
def consultar_carga(principal: Principal, aspirante: str, carga: str) -> dict[str, Any]:
    """Consulta cómo va una carga masiva, con sus primeras cien faltas (7.4)."""
    return cargas.show_carga(principal, aspirante, carga, ahora())


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/cargas/{carga}/reporte",
    Accion.CONSULTAR_AUXILIARES,
    EnlaceFaltas,
    problemas=(NoEncontrado,),
)
def consultar_reporte(principal: Principal, aspirante: str, carga: str) -> dict[str, Any]:
    """Enlace para descargar todas las faltas de un archivo rechazado, en CSV (7.4)."""
    return cargas.carga_report_link(principal, aspirante, carga, ahora())
