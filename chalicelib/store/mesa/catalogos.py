"""Versions of an OPL's criteria for the Mesa (Protocolo 13.4). Written once and never changed; the next one follows.

    serie (hash)      version (range)   vigente_desde
    OPLX#13.7         1                 2027-01-02T…     in force until the next one is
    OPLX#13.7         2                 2027-01-15T…

Two who publish at once compete for the same number; the put asks that it be free. Readers keep a copy for a minute, so
a version holds a minute after it is published at the earliest: nobody judges by one that is not in force.
"""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from pynamodb.attributes import JSONAttribute, NumberAttribute, UnicodeAttribute

from chalicelib.rules.apoyos.catalogo import MESA
from chalicelib.rules.mesa.ajustes import BASE, Ajuste, Catalogo, adjusted_catalog
from chalicelib.store.base.copias import SEGUNDOS_COPIA, keep_copy
from chalicelib.store.base.tabla import Tabla, iso, meta

ANTICIPACION = timedelta(seconds=SEGUNDOS_COPIA)


class VersionCatalogo(Tabla):
    """A version: adjustments to the table of 13.7 (`ajustes`), what they change of the version before (`cambios`)."""

    Meta = meta("catalogos")
    serie = UnicodeAttribute(hash_key=True)
    version = NumberAttribute(range_key=True)
    opl = UnicodeAttribute()
    ajustes = JSONAttribute(default=list)
    cambios = JSONAttribute(default=list)
    motivo = UnicodeAttribute()
    acuerdo = UnicodeAttribute()
    vigente_desde = UnicodeAttribute()
    publicado_en = UnicodeAttribute()
    publicado_por = UnicodeAttribute()

    @property
    def catalogo(self) -> Catalogo:
        """The table with these adjustments."""
        return adjusted_catalog(self.opl, int(self.version), [read_adjustment(a) for a in self.ajustes])


def catalog_series(opl: str) -> str:
    """Hash key of an OPL's versions."""
    return f"{opl}#{MESA}"


def read_adjustment(datos: dict[str, Any]) -> Ajuste:
    """An adjustment as stored."""
    opciones = datos["opciones"]
    return Ajuste(**datos | {"opciones": None if opciones is None else tuple(opciones)})


def write_adjustment(ajuste: Ajuste) -> dict[str, Any]:
    """Inverse of `read_adjustment`."""
    opciones = ajuste.opciones
    return asdict(ajuste) | {"opciones": None if opciones is None else list(opciones)}


def versions_of(opl: str) -> list[VersionCatalogo]:
    """All of them as of now, oldest first: some at most."""
    return list(VersionCatalogo.query(catalog_series(opl), consistent_read=True))


def find_version(opl: str, version: int) -> VersionCatalogo | None:
    """That version, or None."""
    try:
        return VersionCatalogo.get(catalog_series(opl), version)
    except VersionCatalogo.DoesNotExist:
        return None


def catalog_in_force(opl: str, ahora: datetime) -> Catalogo:
    """What verdicts of that OPL are checked against at that instant: its own version, or else the table of 13.7."""
    versiones = keep_copy(
        ("catalogos", opl), lambda: [(v.vigente_desde, v.catalogo) for v in versions_of(opl)]
    )
    return next((c for desde, c in reversed(versiones) if desde <= iso(ahora)), BASE)
