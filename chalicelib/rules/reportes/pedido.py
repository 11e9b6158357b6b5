"""Reports made in the background: kinds, roles that may have each, time limits (Protocolo 7.1 B, 7.12)."""

from datetime import timedelta
from enum import StrEnum

from chalicelib.rules.base.permisos import DEL_ASPIRANTE, Rol


class ClaseReporte(StrEnum):
    """Lo que informa un reporte."""

    NOMINATIVO = "nominativo"  # 7.1 B: every record received
    SENALES = "senales"  # what looks unusual of auxiliares
    DISPOSITIVOS = "dispositivos"  # 8.11: devices, their stretches, records outside them


class Formato(StrEnum):
    """Tipo de archivo."""

    CSV = "csv"
    XLSX = "xlsx"


class EstadoReporte(StrEnum):
    """Estado de un reporte; VENCIDO: su archivo ya no existe."""

    PENDIENTE = "pendiente"
    ELABORANDO = "elaborando"
    LISTO = "listo"
    FALLIDO = "fallido"
    VENCIDO = "vencido"


FINALES = frozenset({EstadoReporte.LISTO, EstadoReporte.FALLIDO, EstadoReporte.VENCIDO})
PARA: dict[ClaseReporte, frozenset[Rol]] = {
    ClaseReporte.NOMINATIVO: frozenset({Rol.OPL, Rol.SUPERVISOR}) | DEL_ASPIRANTE,
    ClaseReporte.SENALES: frozenset({Rol.OPL, Rol.SUPERVISOR}),
    ClaseReporte.DISPOSITIVOS: frozenset({Rol.INE, Rol.OPL, Rol.SUPERVISOR}),
}
"""Which roles may have a report of each kind."""
DE_UNA_VEZ = frozenset({ClaseReporte.SENALES, ClaseReporte.DISPOSITIVOS})
"""Kinds that need all records to be read before the first row: they take no filters and show no citizen."""
VEN_DATOS = frozenset({Rol.OPL, Rol.SUPERVISOR})
"""Roles that get the citizens' identity if they request it (18.5)."""
MAX_XLSX = 200_000
"""Rows of an .xlsx, at most. Excel admits 1,048,576, but a single run has to make the whole file."""
PLAZO = timedelta(hours=6)
"""Time after which a report that is not ready counts as failed, and another may be requested."""
ARCHIVO = timedelta(days=7)
"""How long a file is kept (the bucket's lifecycle)."""
FILA = timedelta(days=30)
"""How long the report's row is listed after its request."""
INTENTOS = 20
"""Deliveries of a report's message before it goes to the dead-letter queue (maxReceiveCount in the template)."""


def side_of(rol: Rol) -> str:
    """The side whose reports a role sees: the aspirante's people see theirs, authorities see the authorities'."""
    return "aspirante" if rol in DEL_ASPIRANTE else "autoridad"
