"""API of the progress that anybody may read, and of the same figures as open data (7.13, 18.5)."""

from typing import Any

from chalice.app import Blueprint
from msgspec import Struct

from chalicelib.base.reloj import ahora
from chalicelib.borde.instantes import Instante
from chalicelib.borde.ruta import RespuestaDeArchivo, ruta
from chalicelib.documents.reportes.abiertos import open_data_csv
from chalicelib.problemas import NoEncontrado
from chalicelib.rules.base.permisos import Accion, Principal
from chalicelib.workflows.reportes import publico

bp = Blueprint(__name__)
CSV = "text/csv"
GUARDA_S = 60
"""Seconds for which a browser or the cache before the API may keep an answer, which may already be a minute old."""


class MarcoPublico(Struct, kw_only=True):
    """Lo que toda respuesta dice de sí: que es preliminar (7.13), cómo se redondea, su licencia y su corte (UTC)."""

    aviso: str
    redondeo: str
    licencia: str
    licencia_en: str
    corte: Instante


class CifrasPublicadas(Struct, kw_only=True):
    """Apoyos recibidos, los ya revisados y los que esperan; de los que cuentan, lo mismo. Redondeadas a decenas."""

    recibidos: int
    revisados: int
    por_revisar: int
    contados: int
    contados_revisados: int
    contados_por_revisar: int


class ProcesoPublico(CifrasPublicadas, kw_only=True):
    """Un proceso electoral local, el OPL que lo organiza, su entidad (clave del INE) y sus cifras."""

    proceso: str
    nombre: str
    opl: str
    entidad: str


class AvancePublico(MarcoPublico, kw_only=True):
    """Todos los procesos, y su suma."""

    totales: CifrasPublicadas
    procesos: list[ProcesoPublico]


class MetaPublica(Struct, kw_only=True):
    """Apoyos requeridos, y qué parte de ellos cuenta, en porcentaje (LGIPE 371)."""

    requeridos: int
    porcentaje: str
    faltan: int
    alcanzada: bool


class AspirantePublico(CifrasPublicadas, kw_only=True):
    """Una persona aspirante como la muestra la aplicación (9.3), la unidad por la que aspira y sus cifras.

    `meta` es nula mientras el OPL no capture umbral y cifras.
    """

    aspirante: str
    unidad: str
    unidad_nombre: str
    meta: MetaPublica | None


class CargoPublico(Struct, kw_only=True):
    """Un cargo con su periodo de captación (UTC), el porcentaje que se exige y sus aspirantes confirmados."""

    periodo: str
    cargo: str
    nombre: str
    inicio: Instante
    fin: Instante
    porcentaje_exigido: str | None
    aspirantes: list[AspirantePublico]


class AvancePublicoDeProceso(MarcoPublico, kw_only=True):
    """Un proceso con sus cifras y sus cargos."""

    proceso: str
    nombre: str
    opl: str
    entidad: str
    totales: CifrasPublicadas
    cargos: list[CargoPublico]


@ruta(bp, "GET", "/v1/publico/avance", Accion.CONSULTAR_PUBLICO, AvancePublico, guarda=GUARDA_S)
def consultar_avance_publico(_: Principal) -> dict[str, Any]:
    """Avance de todos los procesos, sin datos personales y sin iniciar sesión (7.13)."""
    return publico.show_public_progress(ahora())


@ruta(
    bp,
    "GET",
    "/v1/publico/procesos/{proceso}/avance",
    Accion.CONSULTAR_PUBLICO,
    AvancePublicoDeProceso,
    problemas=(NoEncontrado,),
    guarda=GUARDA_S,
)
def consultar_avance_publico_de_proceso(_: Principal, proceso: str) -> dict[str, Any]:
    """Avance de un proceso por cargo y por aspirante, sin datos personales y sin iniciar sesión (7.13)."""
    return publico.show_public_process(proceso, ahora())


@ruta(bp, "GET", "/v1/publico/avance/datos", Accion.CONSULTAR_PUBLICO, CSV, guarda=GUARDA_S)
def descargar_datos_abiertos(_: Principal) -> RespuestaDeArchivo:
    """Datos abiertos en CSV (UTF-8): una fila por aspirante, con licencia y corte; pídase con `Accept: text/csv`."""
    datos = publico.public_rows(ahora())
    return RespuestaDeArchivo(open_data_csv(datos), CSV, "avance.csv")
