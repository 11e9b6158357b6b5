"""Rule of each table and bucket for the disposal of a process (Protocolo 16.1).

The list is complete: a test fails for a table or bucket of the template that is missing here. So whoever adds a table
decides whether its items are removed, are kept, or belong to no process.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.rules.base.permisos import INSTITUCIONALES

Articulo = Mapping[str, str]
"""The text attributes of an item."""


class DestinoDeTabla(StrEnum):
    """What a disposal does with a table's items of the process."""

    DISPONE = "dispone"  # removed
    CONSERVA = "conserva"  # kept
    AJENA = "ajena"  # not of a process


def _never(_: Articulo) -> bool:
    return False


@dataclass(frozen=True)
class Regla:
    """Rule of a table. `llaves`: hash and range key; `de`: attributes that say whose an item is; `razon`: reason of the
    rule.

    `tambien`: further attributes that name records or people, for which a hold may keep the item; `queda`: items that
    are kept although they belong to the process; `resuelve`: whether ids in `de` may be of auxiliares, citizens,
    hearings or reports, which have to be looked up.
    """

    llaves: tuple[str, ...]
    destino: DestinoDeTabla
    razon: str
    de: tuple[str, ...] = ()
    tambien: tuple[str, ...] = ()
    queda: Callable[[Articulo], bool] = _never
    resuelve: bool = False


def _institutional(item: Articulo) -> bool:
    return item.get("rol") in {rol.value for rol in INSTITUCIONALES}


def _kept_total(item: Articulo) -> bool:
    return item["ambito"].startswith(("proceso#", "aspirante#", "mi_apoyo#", "papel#"))


def _kept_delivery(item: Articulo) -> bool:
    return item["cual"].startswith(("entrega#", "conclusion"))


def _goes(
    llaves: str, de: str, razon: str, *, tambien: str = "", resuelve: bool = False,
    queda: Callable[[Articulo], bool] = _never,
) -> Regla:  # fmt: skip
    return Regla(
        tuple(llaves.split()),
        DestinoDeTabla.DISPONE,
        razon,
        tuple(de.split()),
        tuple(tambien.split()),
        queda,
        resuelve,
    )


def _stays(llaves: str, razon: str) -> Regla:
    return Regla(tuple(llaves.split()), DestinoDeTabla.CONSERVA, razon)


def _foreign(llaves: str, razon: str) -> Regla:
    return Regla(tuple(llaves.split()), DestinoDeTabla.AJENA, razon)


TABLAS: dict[str, Regla] = {
    # The disposal follows the order of this list. Tables in which ids are looked up come last.
    "apoyos": _goes("folio", "proceso folio", "registros y su historia"),
    "vistas": _goes("folio", "folio", "hallazgos de las imágenes"),
    "huellas": _goes("banda", "banda", "huellas de las imágenes"),
    "personas": _goes("persona orden", "persona", "índice de personas", tambien="orden"),
    "contados": _goes("folio", "folio", "lo contado de cada registro"),
    "rechazos": _goes("folio sellado", "proceso folio", "recepciones rechazadas"),
    "envios": _goes("envio", "auxiliar", "anuncios de envío", resuelve=True),
    "soportes": _goes("folio n", "proceso folio", "cédulas en papel digitalizadas"),
    "lotes-papel": _goes("lote", "proceso", "lotes de papel"),
    "excepciones": _goes("aspirante otorgamiento", "aspirante", "municipios de excepción"),
    "mesa": _goes("folio etapa", "proceso folio", "turnos y notas de la Mesa"),
    "operadores": _goes("proceso operador", "proceso", "jornadas de operadores"),
    "audiencias-apoyos": _goes("audiencia folio", "audiencia folio", "registros en audiencia", resuelve=True),
    "audiencias-incidencias": _goes("audiencia n", "audiencia", "incidencias de audiencia", resuelve=True),
    "acuses": _goes("folio", "folio proceso", "acuses enviados"),
    "correos": _goes("clave", "clave", "rastro de correos", resuelve=True),
    "unicos": _goes("llave", "llave dueno", "índices de unicidad", resuelve=True),
    "aceptaciones": _goes("sujeto aviso", "cuenta", "avisos de privacidad aceptados", resuelve=True),
    "cuentas": _goes(
        "sujeto cuenta",
        "proceso aspirante auxiliar cuenta",
        "cuentas de aspirantes, auxiliares y ciudadanía; quedan las institucionales",
        resuelve=True,
        queda=_institutional,
    ),
    "dispositivos": _goes("dispositivo", "auxiliar", "teléfonos", tambien="dispositivo", resuelve=True),
    "cedulas": _goes("auxiliar folio", "proceso", "evidencia visual de auxiliares", tambien="auxiliar"),
    "activaciones": _goes("activacion", "proceso", "códigos de activación"),
    "cargas": _goes("aspirante carga", "proceso aspirante", "cargas masivas"),
    "enlaces": _goes("proceso enlace", "proceso", "enlaces del OPL"),
    "contadores": _goes(
        "ambito clave", "ambito", "totales por auxiliar, lugar y operador; quedan los del proceso y de "
        "cada aspirante, que no dicen de quién son", queda=_kept_total,
    ),
    "entregas": _goes(
        "proceso cual", "proceso", "partes y conciliaciones; quedan qué se entregó, cuándo y sus totales",
        queda=_kept_delivery,
    ),
    "reportes": _goes("reporte", "aspirante", "reportes"),
    "audiencias": _goes("audiencia", "proceso", "audiencias"),
    "ciudadanos": _goes("ciudadano", "proceso", "ciudadanía en Mi Apoyo", tambien="ciudadano"),
    "auxiliares": _goes("auxiliar", "proceso", "auxiliares", tambien="auxiliar"),
    "aspirantes": _goes("aspirante", "proceso", "aspirantes", tambien="aspirante"),
    "procesos": _stays("proceso", "el proceso, su OPL y sus llaves, con estado dispuesto"),
    "periodos": _stays("proceso periodo", "periodos y umbrales: configuración sin datos de nadie"),
    "cifras": _stays("periodo unidad", "cifras del padrón por unidad: totales"),
    "llaves": _stays("proceso n", "llaves públicas del OPL: con ellas se cifró lo entregado"),
    "auditoria": _stays("actor n", "bitácora de auditoría (18.7)"),
    "evidencia": _stays("llave", "bitácora pública: digestos ciegos"),
    "conservacion": _stays("proceso cual", "reservas, disposiciones y sus certificados"),
    "requerimientos": _stays("proceso cual", "qué se comunicó, a qué autoridad y con qué fundamento (18.6)"),
    "opls": _foreign("opl", "catálogo de OPL"),
    "catalogos": _foreign("serie version", "criterios de cada OPL (13.4)"),
    "avisos-privacidad": _foreign("serie version", "textos de los avisos"),
    "padron": _foreign("llave", "cortes del padrón"),
    "titulares": _foreign("cuenta", "cuentas institucionales (5)"),
    "secretos": _foreign("nombre", "secretos del sistema"),
    "limites": _foreign("llave", "intentos por ventana; se borran solos en días"),
    "repeticiones": _foreign("llave", "respuestas repetibles; se borran solas en un día"),
    "rebotes": _foreign("direccion", "direcciones que rebotaron, por índice ciego del sistema (9.15)"),
    "salidas": _foreign("salida", "mensajes en camino; duran segundos"),
    "anuncios": _foreign("anuncio", "avisos generales, sin destinatarios"),
    "anuncios-tramos": _foreign("anuncio tramo", "avance de los avisos generales"),
    "correos-totales": _foreign("lote clave", "totales de los avisos generales"),
    "atencion": _foreign("solicitud", "solicitudes a INETEL y MATO, de cuentas y no de un proceso (17)"),
    "atencion-mensajes": _foreign("solicitud n", "textos de esas solicitudes"),
}  # fmt: skip


@dataclass(frozen=True)
class ReglaDeposito:
    """Rule of a bucket. `prefijos`: prefixes of a process's objects, with `{proceso}` or `{aspirante}` in them."""

    destino: DestinoDeTabla
    razon: str
    prefijos: tuple[str, ...] = ()


DEPOSITOS: dict[str, ReglaDeposito] = {
    "entrada": ReglaDeposito(DestinoDeTabla.DISPONE, "envíos sin procesar", ("{proceso}/",)),
    "expedientes": ReglaDeposito(DestinoDeTabla.DISPONE, "expedientes, cédulas, soportes y Actas", ("{proceso}/",)),
    "cuarentena": ReglaDeposito(DestinoDeTabla.DISPONE, "originales rechazados", ("{proceso}/",)),
    "emblemas": ReglaDeposito(DestinoDeTabla.DISPONE, "emblemas", ("{proceso}/",)),
    "cargas": ReglaDeposito(
        DestinoDeTabla.DISPONE,
        "archivos y reportes de cargas masivas",
        ("subidas/{aspirante}/", "reportes/{aspirante}/"),
    ),
    "reportes": ReglaDeposito(DestinoDeTabla.DISPONE, "archivos de reportes", ("{aspirante}/",)),
    "entregas": ReglaDeposito(
        DestinoDeTabla.DISPONE, "archivos sellados; quedan los manifiestos y sus firmas", ("{proceso}/",)
    ),
    "paginas": ReglaDeposito(DestinoDeTabla.AJENA, "páginas del portal y de la app, de nadie"),
    "auditoria": ReglaDeposito(DestinoDeTabla.CONSERVA, "bitácora de auditoría, sellada"),
    "bitacora": ReglaDeposito(DestinoDeTabla.CONSERVA, "bitácora pública"),
    "padron": ReglaDeposito(DestinoDeTabla.AJENA, "archivos de un corte del padrón"),
}  # fmt: skip


def swept() -> list[str]:
    """Names of the stores that a disposal goes through, in order: `s3:<bucket>`, then `dynamodb:<table>`."""
    objetos = [f"s3:{d}" for d, r in DEPOSITOS.items() if r.destino is DestinoDeTabla.DISPONE]
    return objetos + [f"dynamodb:{t}" for t, r in TABLAS.items() if r.destino is DestinoDeTabla.DISPONE]
