"""Versions of an OPL's criteria for the Mesa (Protocolo 13.4). A version is written once and never changed.

    serie (hash)      version (range)   vigente_desde
    OPLX#13.7         1                 2027-01-02T…     in force until version 2 is
    OPLX#13.7         2                 2027-01-15T…

Concurrent publications compete for the same number; the put requires that it is free. Readers cache versions for a
minute, so a version comes into force at least a minute after its publication: no verdict uses one out of force.
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
    """A version. `ajustes`: adjustments of the table of 13.7; `cambios`: differences from the version before."""

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
        """The table of 13.7 with these adjustments."""
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
    """An OPL's versions as of now, oldest first; there are few."""
    return list(VersionCatalogo.query(catalog_series(opl), consistent_read=True))


def find_version(opl: str, version: int) -> VersionCatalogo | None:
    """That version, or None."""
    try:
        return VersionCatalogo.get(catalog_series(opl), version)
    except VersionCatalogo.DoesNotExist:
        return None


def catalog_in_force(opl: str, ahora: datetime) -> Catalogo:
    """Catalogue for the verdicts of that OPL at an instant: its own version in force, or else the table of 13.7."""
    versiones = keep_copy(
        ("catalogos", opl), lambda: [(v.vigente_desde, v.catalogo) for v in versions_of(opl)]
    )
    return next((c for desde, c in reversed(versiones) if desde <= iso(ahora)), BASE)
