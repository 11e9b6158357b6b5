"""Tables of a delivery and their columns, as the data dictionary of `docs/entrega.md` explains them (15.3)."""

from dataclasses import dataclass
from enum import StrEnum


class TipoDeColumna(StrEnum):
    """Kind of a column. Instants and days are texts, because text is exact in both CSV and Parquet."""

    TEXTO = "texto"
    ENTERO = "entero"
    LOGICO = "logico"


class TablaDeEntrega(StrEnum):
    """A table: its files are `<table>-<n>.csv` and `<table>-<n>.parquet`."""

    APOYOS = "apoyos"
    DICTAMENES = "dictamenes"
    CAMBIOS = "cambios"
    ASPIRANTES = "aspirantes"
    UMBRALES = "umbrales"
    IMAGENES = "imagenes"  # which file holds a record's expediente; its ZIPs are `imagenes-<n>.zip`


@dataclass(frozen=True)
class ColumnaDeEntrega:
    """A column: its name in both formats, its kind, whether it may be empty."""

    nombre: str
    tipo: TipoDeColumna = TipoDeColumna.TEXTO
    vacia: bool = True


def _of(
    *nombres: str, tipo: TipoDeColumna = TipoDeColumna.TEXTO, vacia: bool = True
) -> tuple[ColumnaDeEntrega, ...]:
    return tuple(ColumnaDeEntrega(n, tipo, vacia) for n in nombres)


_FIJAS = _of("folio", "aspirante", vacia=False)
COLUMNAS: dict[TablaDeEntrega, tuple[ColumnaDeEntrega, ...]] = {
    TablaDeEntrega.APOYOS: (
        *_FIJAS,
        *_of("periodo", "unidad"),
        *_of("modo", vacia=False),
        *_of("auxiliar", "ciudadano"),
        *_of("dispositivo", "registro", "modelo_cpv", "capturado_en", "recibido_en", vacia=False),
        *_of("clase", "motivo", "fundamento", vacia=False),
        *_of("revisado", tipo=TipoDeColumna.LOGICO, vacia=False),
        *_of("causas_recepcion", "duplicado_de", "duplicado_de_aspirante"),
        *_of("situacion_registral", "causa_registral"),
        *_of("en_ambito", "en_excepcion", tipo=TipoDeColumna.LOGICO),
        *_of("corte_padron", "entidad", "distrito_federal", "distrito_local", "municipio", "seccion"),
        *_of("hallazgos_registrales", "hallazgos_imagenes", "datos_corregidos"),
        *_of("clave_elector", "cic", "ocr", "nombre"),
        *_of("integridad", vacia=False),
    ),
    TablaDeEntrega.DICTAMENES: (
        *_FIJAS,
        *_of("n", tipo=TipoDeColumna.ENTERO, vacia=False),
        *_of("en", "etapa", "operador", vacia=False),
        *_of("valido", "deshecho", tipo=TipoDeColumna.LOGICO, vacia=False),
        *_of("catalogo", vacia=False),
        *_of("inciso", "tipo", "opcion", "detalle"),
    ),
    TablaDeEntrega.CAMBIOS: (
        *_FIJAS,
        *_of("clase_anterior"),
        *_of("clase", "motivo", vacia=False),
    ),
    TablaDeEntrega.ASPIRANTES: (
        *_of("aspirante", "nombre", "periodo", "estado", vacia=False),
        *_of("unidad"),
        *_of("recibidos", "en_lista_nominal", tipo=TipoDeColumna.ENTERO, vacia=False),
        *_of("requeridos", tipo=TipoDeColumna.ENTERO),
        *_of("umbral_alcanzado", tipo=TipoDeColumna.LOGICO),
        *_of("dispersion_requeridas", "dispersion_alcanzadas", tipo=TipoDeColumna.ENTERO),
        *_of("dispersion_cumplida", tipo=TipoDeColumna.LOGICO),
    ),
    TablaDeEntrega.UMBRALES: (
        *_of("aspirante", "unidad", vacia=False),
        *_of("contados", "requeridos", tipo=TipoDeColumna.ENTERO, vacia=False),
        *_of("alcanzada", tipo=TipoDeColumna.LOGICO, vacia=False),
    ),
    TablaDeEntrega.IMAGENES: (
        *_FIJAS,
        *_of("archivo", "entrada"),
        *_of("bytes", tipo=TipoDeColumna.ENTERO),
        *_of("integridad", vacia=False),
        *_of("falta"),
    ),
}


def column_names(tabla: TablaDeEntrega) -> list[str]:
    """Names of a table's columns, in their order."""
    return [c.nombre for c in COLUMNAS[tabla]]


def file_name(tabla: TablaDeEntrega, n: int, formato: str) -> str:
    """Name of the n-th file of a table."""
    return f"{tabla}-{n:05}.{formato}"
