"""API of the report of progress: of an aspirante, of a process, of all (7.1 B, 7.12, 7.13; LGIPE 371)."""

from typing import Annotated, Any, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.estados import Modo, UnidadDeDispersion
from chalicelib.borde.instantes import DiaDelCentro, Instante
from chalicelib.borde.paginas import Pagina
from chalicelib.borde.ruta import RespuestaDeArchivo, ruta
from chalicelib.problemas import CuerpoInvalido, NoEncontrado
from chalicelib.rules.apoyos.clases import Clase
from chalicelib.rules.aspirantes.registro import EstadoAspirante
from chalicelib.rules.base.eventos import Evento
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.store.base.cursor import page_rows
from chalicelib.workflows.reportes import avance, avance_documento, avance_lugares
from chalicelib.workflows.reportes import avance_proceso as avance_procesos

bp = Blueprint(__name__)
PDF = "application/pdf"

Nivel = Literal["entidad", "distrito_federal", "distrito_local", "municipio", "seccion"]


class ConsultaPorId(Struct):
    """Query of a page: the Id after which it begins, and its size."""

    despues: Annotated[str, Meta(pattern=r"^[A-Z0-9]{0,12}\Z")] = ""
    cuantos: Annotated[int, Meta(ge=1, le=200)] = 50


class PaginaLugares(Pagina):
    """Query of a page of units: their level, the cursor, the size."""

    nivel: Nivel = "municipio"


class MarcoDeReporte(Struct, kw_only=True):
    """What each report says of itself: that it is preliminary (7.13), as of when (UTC), and the filters used."""

    aviso: str
    corte: Instante
    filtros: dict[str, str]


class ClaseContada(Struct):
    """Cuántos registros son de una clase: su código y su nombre."""

    clase: Clase
    nombre: str
    n: int


class CifrasDeAvance(Struct, kw_only=True):
    """Recibidos, consultados en el padrón, revisados y contados; se omiten las clases sin registros. `contados` =
    `contados_revisados` (firmes) + `contados_por_revisar`; `no_contados`: el resto de `recibidos`; `solo_reporte`:
    cuenta, aunque la persona apoyó antes a otra aspirante (15.3).
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
    """Cuántos registros inconsistentes son de un tipo, con las palabras de 13.7, de 11.5 o de la recepción."""

    tipo: str
    n: int


class IncisoContado(Struct):
    """Cuántos registros inconsistentes tienen un inciso de dictamen."""

    inciso: str
    tipo: str
    n: int


class CausaContada(Struct):
    """Cuántos registros de una clase (baja, en_padron_no_lista) tienen una causa registral: código y nombre."""

    clase: Clase
    causa: str
    nombre: str
    n: int


class PorDia(Struct):
    """Recibidos en un día del centro."""

    dia: DiaDelCentro
    n: int


class PorModo(Struct):
    """Recibidos por un modo de captación; `manual`: capturado del papel (11)."""

    modo: Modo
    n: int


class Meta371(Struct, kw_only=True):
    """Apoyos que se exigen, y los que cuentan como porcentaje de ellos (centésimas, como texto) (LGIPE 371)."""

    requeridos: int
    porcentaje: str
    faltan: int
    alcanzada: bool


class AvanceDispersion(Struct):
    """En cuántas unidades de un tipo debe alcanzarse `porcentaje_exigido`, y en cuántas se alcanza. `unidades`: la
    base, todas las que tienen cifras; `sin_electores`: las que no tienen a nadie en la lista, que nunca se alcanzan.
    """

    unidad: UnidadDeDispersion
    porcentaje_exigido: str
    fraccion_exigida: str
    unidades: int
    sin_electores: int
    requeridas: int
    alcanzadas: int
    faltan: int


class AvanceRevisado(Meta371, kw_only=True):
    """Frente al umbral, solo con los registros que cuentan y ya se revisaron (7.13)."""

    cumple: bool
    unidades_alcanzadas: int | None


class AvanceUmbral(Meta371, kw_only=True):
    """Frente al umbral completo; `cumple`: si bastaría lo que cuenta hasta ahora."""

    solo_revisados: AvanceRevisado

    porcentaje_exigido: str
    base: Literal["lista_nominal", "padron"]
    cumple: bool
    dispersion: AvanceDispersion | None


class Avance(CifrasDeAvance, kw_only=True):
    """El avance de una persona aspirante. Sin umbral o sin cifras registradas, `umbral` es nulo y `sin_umbral` dice
    por qué. `causas` es nulo para la aspirante: solo las autoridades leen por qué alguien salió del padrón o de la
    lista. `nombre`: como lo muestra la aplicación; `unidad_nombre`: vacío si el cargo es de toda la entidad.
    """

    aviso: str
    corte: Instante
    filtros: dict[str, str]
    aspirante: str
    nombre: str
    proceso: str
    periodo: str
    periodo_nombre: str
    unidad: str
    unidad_nombre: str
    tipos: list[TipoContado]
    incisos: list[IncisoContado]
    causas: list[CausaContada] | None
    dias: list[PorDia]
    modos: list[PorModo]
    umbral: AvanceUmbral | None
    sin_umbral: str


class AvanceLugar(Struct, kw_only=True):
    """Una unidad por el código del INE; `unidad_nombre`, si algún cargo del proceso se elige por ellas; `meta`, si la
    dispersión es por ellas y hay cifras.
    """

    entidad: str
    unidad: str
    unidad_nombre: str
    recibidos: int
    contados: int
    contados_revisados: int
    contados_por_revisar: int
    clases: list[ClaseContada]
    meta: Meta371 | None


class AvanceLugares(MarcoDeReporte, kw_only=True):
    """Página de unidades; `sin_lugar`: recibidos de los que el padrón no dio domicilio, o aún no se le pregunta."""

    sin_lugar: int
    elementos: list[AvanceLugar]
    siguiente: str | None


class EnviadoPorModo(Struct, kw_only=True):
    """Lo recibido por un modo de envío; la parte inconsistente va en porcentaje, nulo si no se recibió ninguno."""

    recibidos: int
    contados: int
    contados_revisados: int
    contados_por_revisar: int
    inconsistentes: int
    porcentaje_inconsistentes: str | None
    clases: list[ClaseContada]


class AvanceAuxiliar(EnviadoPorModo, kw_only=True):
    """El avance de una persona auxiliar; `de_noche`: recibidos de las 23:00 a las 06:00, hora del centro."""

    auxiliar: str
    iniciales: str
    de_noche: int


class AvanceAuxiliares(MarcoDeReporte, kw_only=True):
    """Página de personas auxiliares que han enviado; y lo que envió la ciudadanía (10.20) y capturó el OPL (11.4)."""

    mi_apoyo: EnviadoPorModo
    papel: EnviadoPorModo
    elementos: list[AvanceAuxiliar]
    siguiente: str | None


class AvanceAspirante(CifrasDeAvance, kw_only=True):
    """Una persona aspirante entre las de un proceso; `meta` y `dispersion` son nulos sin umbral o sin cifras
    registradas, y `dispersion` también donde la ley no la pide.
    """

    aspirante: str
    nombre: str
    periodo: str
    unidad: str
    estado: EstadoAspirante
    meta: Meta371 | None
    dispersion: AvanceDispersion | None


class AvanceProceso(MarcoDeReporte, kw_only=True):
    """Totales de un proceso, y una página de sus aspirantes."""

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
    """Un proceso entre todos."""

    proceso: str
    nombre: str
    opl: str
    entidad: str


class AvanceGeneral(MarcoDeReporte, kw_only=True):
    """Totales de todos los procesos, y una página de ellos."""

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
    marco, filas = avance_lugares.list_places(principal, aspirante, consulta.nivel, ahora())
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
