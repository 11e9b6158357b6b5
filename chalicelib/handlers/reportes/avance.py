"""API of the report of progress: of an aspirante, of a process, of all (7.1 B, 7.12, 7.13; LGIPE 371)."""

from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.paginas import Pagina
from chalicelib.borde.ruta import RespuestaDeArchivo, ruta
from chalicelib.problemas import CuerpoInvalido, NoEncontrado
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.store.base.cursor import page_rows
from chalicelib.workflows.reportes import avance, avance_documento
from chalicelib.workflows.reportes import avance_proceso as avance_procesos

bp = Blueprint(__name__)
PDF = "application/pdf"

Nivel = Literal["entidad", "distrito_federal", "distrito_local", "municipio", "seccion"]


class ConsultaPorId(Struct):
    """After which Id, and how many."""

    despues: Annotated[str, Meta(pattern=r"^[A-Z0-9]{0,12}\Z")] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


class PaginaLugares(Pagina):
    """Units of which level, after which cursor, and how many."""

    nivel: Nivel = "municipio"


class MarcoDeReporte(Struct, kw_only=True):
    """What each report says of itself: that it is preliminary (7.13), as of when (UTC), and the filters used."""

    aviso: str
    corte: str
    filtros: dict[str, str]


class ClaseContada(Struct):
    """How many records are of a class: its code, and its name for people."""

    clase: str
    nombre: str
    n: int


class CifrasDeAvance(Struct, kw_only=True):
    """Received, looked up in the registry, reviewed, and counted; classes without records are left out.

    `contados` = `contados_revisados` (firm) + `contados_por_revisar`; `no_contados`: the rest of `recibidos`;
    `solo_reporte`: counted, though the person supported another aspirante before (15.3).
    """

    recibidos: int
    verificados: int
    revisados: int
    contados: int
    contados_revisados: int
    contados_por_revisar: int
    no_contados: int
    solo_reporte: int
    clases: list[ClaseContada]


class TipoContado(Struct):
    """How many inconsistent records are of a type, in the words of 13.7, 11.5 or of reception."""

    tipo: str
    n: int


class IncisoContado(Struct):
    """How many inconsistent records have an inciso of a verdict."""

    inciso: str
    tipo: str
    n: int


class CausaContada(Struct):
    """How many records of a class (baja, en_padron_no_lista) have a cause of the registry: code and name."""

    clase: str
    causa: str
    nombre: str
    n: int


class PorDia(Struct):
    """Received on a day of the centre."""

    dia: str
    n: int


class PorModo(Struct):
    """Received by a way of capture: auxiliar, mi_apoyo, papel."""

    modo: str
    n: int


class Meta371(Struct, kw_only=True):
    """Supports required, and what counts in percent of them (half up to hundredths, as text) (LGIPE 371)."""

    requeridos: int
    porcentaje: str
    faltan: int
    alcanzada: bool


class AvanceDispersion(Struct):
    """In how many units of a kind `porcentaje_exigido` has to be reached, and in how many it is.

    `unidades`: the base, all that have figures; `sin_electores`: those of them with nobody on the list, never reached.
    """

    unidad: str
    porcentaje_exigido: str
    fraccion_exigida: str
    unidades: int
    sin_electores: int
    requeridas: int
    alcanzadas: int
    faltan: int


class AvanceRevisado(Meta371, kw_only=True):
    """Against the threshold with records that count and were reviewed alone (7.13)."""

    cumple: bool
    unidades_alcanzadas: int | None


class AvanceUmbral(Meta371, kw_only=True):
    """Against the whole threshold; `cumple`: what counts until now would do."""

    solo_revisados: AvanceRevisado

    porcentaje_exigido: str
    base: str
    cumple: bool
    dispersion: AvanceDispersion | None


class Avance(CifrasDeAvance, kw_only=True):
    """An aspirante's progress. Without threshold or figures on file `umbral` is null, and `sin_umbral` says why.

    `causas` is null for the aspirante: only authorities read why people left the padrón or the list.
    """

    aviso: str
    corte: str
    filtros: dict[str, str]
    aspirante: str
    proceso: str
    periodo: str
    unidad: str
    tipos: list[TipoContado]
    incisos: list[IncisoContado]
    causas: list[CausaContada] | None
    dias: list[PorDia]
    modos: list[PorModo]
    umbral: AvanceUmbral | None
    sin_umbral: str


class AvanceLugar(Struct, kw_only=True):
    """A unit by the INE's code; `meta` where the dispersion is by such units and has figures for it."""

    entidad: str
    unidad: str
    recibidos: int
    contados: int
    contados_revisados: int
    contados_por_revisar: int
    clases: list[ClaseContada]
    meta: Meta371 | None


class AvanceLugares(MarcoDeReporte, kw_only=True):
    """A page of units; `sin_lugar`: received, and the registry gave no residence, or has not been asked yet."""

    sin_lugar: int
    elementos: list[AvanceLugar]
    siguiente: str | None


class EnviadoPorModo(Struct, kw_only=True):
    """What was received by a way of sending; the share of inconsistent is in percent, null of none received."""

    recibidos: int
    contados: int
    contados_revisados: int
    contados_por_revisar: int
    inconsistentes: int
    porcentaje_inconsistentes: str | None
    clases: list[ClaseContada]


class AvanceAuxiliar(EnviadoPorModo, kw_only=True):
    """An auxiliar's; `de_noche`: received from 23:00 until 06:00 of the centre."""

    auxiliar: str
    iniciales: str
    de_noche: int


class AvanceAuxiliares(MarcoDeReporte, kw_only=True):
    """A page of those auxiliares who have sent; all that citizens sent (10.20), and that the OPL typed (11.4)."""

    mi_apoyo: EnviadoPorModo
    papel: EnviadoPorModo
    elementos: list[AvanceAuxiliar]
    siguiente: str | None


class AvanceAspirante(CifrasDeAvance, kw_only=True):
    """An aspirante among those of a process; `meta` is null without threshold or figures on file."""

    aspirante: str
    nombre: str
    periodo: str
    unidad: str
    estado: str
    meta: Meta371 | None


class AvanceProceso(MarcoDeReporte, kw_only=True):
    """A process's totals, and a page of its aspirantes."""

    proceso: str
    totales: CifrasDeAvance
    tipos: list[TipoContado]
    incisos: list[IncisoContado]
    causas: list[CausaContada]
    dias: list[PorDia]
    modos: list[PorModo]
    elementos: list[AvanceAspirante]
    siguiente: str | None


class AvanceDeProceso(CifrasDeAvance, kw_only=True):
    """A process among all."""

    proceso: str
    nombre: str
    opl: str
    entidad: str


class AvanceGeneral(MarcoDeReporte, kw_only=True):
    """Totals of all processes, and a page of them."""

    totales: CifrasDeAvance
    elementos: list[AvanceDeProceso]
    siguiente: str | None


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/avance",
    Accion.CONSULTAR_AVANCE,
    Avance,
    problemas=(NoEncontrado,),
)
def consultar_avance(principal: Principal, aspirante: str) -> dict[str, Any]:
    """Cifras por clase, día y modo de captación, y frente al umbral (7.1 B, 7.12, LGIPE 371)."""
    return avance.show_avance(principal, aspirante, ahora())


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/avance/lugares",
    Accion.CONSULTAR_AVANCE,
    AvanceLugares,
    consulta=PaginaLugares,
    problemas=(NoEncontrado, CuerpoInvalido),
)
def consultar_avance_lugares(principal: Principal, aspirante: str, consulta: PaginaLugares) -> dict[str, Any]:
    """Cifras por lugar de residencia y frente a la dispersión exigida, por páginas (7.12, LGIPE 371)."""
    marco, filas = avance.list_places(principal, aspirante, consulta.nivel, ahora())
    return marco | page_rows(filas, str, consulta, filas.__getitem__)


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/avance/auxiliares",
    Accion.CONSULTAR_AVANCE,
    AvanceAuxiliares,
    consulta=ConsultaPorId,
    problemas=(NoEncontrado,),
    evento=Evento.AUXILIARES_LISTADOS,
    objeto="aspirante",
)
def consultar_avance_auxiliares(
    principal: Principal, aspirante: str, consulta: ConsultaPorId
) -> dict[str, Any]:
    """Cifras de una persona aspirante por auxiliar, por páginas (7.12)."""
    return avance.list_auxiliar_figures(principal, aspirante, consulta.despues, consulta.cuantos, ahora())


@ruta(
    bp,
    "GET",
    "/v1/aspirantes/{aspirante}/avance/documento",
    Accion.CONSULTAR_AVANCE,
    PDF,
    problemas=(NoEncontrado,),
)
def imprimir_avance(principal: Principal, aspirante: str) -> RespuestaDeArchivo:
    """Reporte de avance de una persona aspirante, en PDF con gráficas y marcado como preliminar (7.1 B, 7.12, 7.13)."""
    pdf = avance_documento.aspirante_as_pdf(principal, aspirante, ahora())
    return RespuestaDeArchivo(pdf, PDF, f"avance-{aspirante}.pdf")


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/avance/documento",
    Accion.CONSULTAR_AVANCE_PROCESO,
    PDF,
    problemas=(NoEncontrado,),
)
def imprimir_avance_proceso(principal: Principal, proceso: str) -> RespuestaDeArchivo:
    """Reporte de avance de un proceso con todas sus personas aspirantes, en PDF con gráficas (7.12, 7.13)."""
    pdf = avance_documento.process_as_pdf(principal, proceso, ahora())
    return RespuestaDeArchivo(pdf, PDF, f"avance-{proceso}.pdf")


@ruta(
    bp,
    "GET",
    "/v1/procesos/{proceso}/avance",
    Accion.CONSULTAR_AVANCE_PROCESO,
    AvanceProceso,
    consulta=ConsultaPorId,
    problemas=(NoEncontrado,),
)
def consultar_avance_proceso(principal: Principal, proceso: str, consulta: ConsultaPorId) -> dict[str, Any]:
    """Cifras de un proceso y, por páginas, de sus aspirantes (7.12)."""
    return avance_procesos.show_process_avance(
        principal, proceso, consulta.despues, consulta.cuantos, ahora()
    )


@ruta(
    bp,
    "GET",
    "/v1/avance",
    Accion.CONSULTAR_AVANCE_GENERAL,
    AvanceGeneral,
    consulta=Pagina,
    problemas=(CuerpoInvalido,),
)
def consultar_avance_general(principal: Principal, consulta: Pagina) -> dict[str, Any]:
    """Cifras de cada proceso y de todos juntos (7.12)."""
    marco, filas = avance_procesos.show_national_avance(principal, ahora())
    return marco | page_rows(filas, lambda f: str(f["proceso"]), consulta, dict)
