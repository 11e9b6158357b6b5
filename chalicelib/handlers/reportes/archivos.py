"""API of reports made in the background: request, progress, download (Protocolo 7.1 B, 7.12, 7.13)."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import ruta
from chalicelib.problemas import NoEncontrado, Ocupado
from chalicelib.problemas.reportes import ReporteEnCurso, ReporteNoListo
from chalicelib.rules.apoyos.clases import Clase
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.limites import Limite, Por
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.rules.reportes.nominativo import FiltroNominativo
from chalicelib.rules.reportes.pedido import ClaseReporte, EstadoReporte, Formato
from chalicelib.workflows.base import bitacora_nota as auditoria
from chalicelib.workflows.reportes import pedido as reportes

bp = Blueprint(__name__)
POR_HORA = Limite(Por.CUENTA, 20, timedelta(hours=1))
Dia = Annotated[str, Meta(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2})?\Z")]


class FiltrosReporte(Struct, forbid_unknown_fields=True, frozen=True):
    """Lo que se omite admite todo. `desde`, `hasta`: días del centro en que se recibió un registro."""

    clase: Clase | None = None
    auxiliar: Annotated[str, Meta(pattern=r"^[A-Z0-9]{0,12}\Z")] = ""
    modo: Literal["auxiliar", "mi_apoyo", "manual"] | None = None
    revisado: bool | None = None
    desde: Dia = ""
    hasta: Dia = ""
    solo_reporte: bool | None = None

    def filtro(self) -> FiltroNominativo:
        """The same filter as the rules' `FiltroNominativo`."""
        return FiltroNominativo(
            self.clase or "",
            self.auxiliar,
            self.modo or "",
            self.revisado,
            self.desde,
            self.hasta,
            self.solo_reporte,
        )


class PedidoReporte(Struct, forbid_unknown_fields=True):
    """Reporte por elaborar. `personas`: con los datos de la ciudadanía, para quien puede leerlos."""

    clase: ClaseReporte
    formato: Formato
    filtros: FiltrosReporte = FiltrosReporte()
    personas: bool = False


class ReporteMostrado(Struct):
    """Un reporte preliminar (7.13), al `corte`. `filas`: las que lleva; `motivo`: por qué falló, en palabras."""

    reporte: str
    aspirante: str
    aviso: str
    clase: ClaseReporte
    formato: Formato
    filtros: dict[str, str | bool]
    personas: bool
    pedido_en: str
    corte: Instante
    estado: EstadoReporte
    filas: int
    bytes: int
    terminado_en: str | None
    disponible_hasta: Instante | None
    motivo: str | None


class PaginaReportes(Struct):
    """Reportes, del más reciente al más antiguo."""

    elementos: list[ReporteMostrado]
    siguiente: str | None


class PaginaDeReportes(Struct):
    """Query of a page of reports: its cursor and its size."""

    despues: Annotated[str, Meta(pattern=r"^(R[0-9A-F]{19})?\Z")] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


class EnlaceReporte(Struct):
    """De dónde se descarga el archivo, y hasta cuándo."""

    reporte: str
    personas: bool
    url: str
    vence: str


@ruta(
    bp,
    "POST",
    "/v1/aspirantes/{aspirante}/reportes",
    Accion.OBTENER_REPORTES,
    ReporteMostrado,
    cuerpo=PedidoReporte,
    estado=202,
    problemas=(NoEncontrado, ReporteEnCurso, Ocupado),
    evento=Evento.REPORTE_PEDIDO,
    objeto="reporte",
    limites=(POR_HORA,),
)
def pedir_reporte(principal: Principal, aspirante: str, cuerpo: PedidoReporte) -> dict[str, Any]:
    """Pide un reporte, que se elabora con corte a este momento (7.1 B)."""
    momento = ahora()
    pedido = reportes.request_report(
        principal,
        aspirante,
        cuerpo.clase,
        cuerpo.formato,
        cuerpo.filtros.filtro(),
        personas=cuerpo.personas,
        ahora=momento,
    )
    if cuerpo.personas:
        auditoria.note_event(principal, Evento.REPORTE_CON_PERSONAS_PEDIDO, pedido["reporte"], momento)
    return pedido


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/reportes",
    Accion.OBTENER_REPORTES,
    PaginaReportes,
    consulta=PaginaDeReportes,
    problemas=(NoEncontrado,),
)
def listar_reportes(principal: Principal, aspirante: str, consulta: PaginaDeReportes) -> dict[str, Any]:
    """Lista los reportes pedidos por su parte sobre una persona aspirante, del más reciente al más antiguo."""
    return reportes.list_reports(principal, aspirante, consulta.despues, consulta.cuantos, ahora())


@ruta(
    bp, "GET", "/v1/reportes/{reporte}", Accion.OBTENER_REPORTES, ReporteMostrado, problemas=(NoEncontrado,)
)
def consultar_reporte_pedido(principal: Principal, reporte: str) -> dict[str, Any]:
    """Consulta cómo va un reporte: estado, filas hasta ahora o por qué falló."""
    return reportes.show_report(principal, reporte, ahora())


@ruta(
    bp,
    "GET",
    "/v1/reportes/{reporte}/archivo",
    Accion.OBTENER_REPORTES,
    EnlaceReporte,
    problemas=(NoEncontrado, ReporteNoListo),
    evento=Evento.REPORTE_DESCARGADO,
    objeto="reporte",
)
def descargar_reporte(principal: Principal, reporte: str) -> dict[str, Any]:
    """Enlace para descargar un reporte, válido por cinco minutos (7.1 B)."""
    momento = ahora()
    enlace = reportes.report_link(principal, reporte, momento)
    if enlace["personas"]:
        auditoria.note_event(principal, Evento.REPORTE_CON_PERSONAS_DESCARGADO, reporte, momento)
    return enlace
