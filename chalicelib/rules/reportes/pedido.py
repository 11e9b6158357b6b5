"""Reports made in the background: kinds, who may have which, how long each thing lasts (Protocolo 7.1 B, 7.12)."""

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
"""Kinds that come from going through all records as a whole: they take no filters and tell of no citizen."""
VEN_DATOS = frozenset({Rol.OPL, Rol.SUPERVISOR})
"""Who may see, when they ask, who the citizens are (18.5)."""
MAX_XLSX = 200_000
"""Rows of an .xlsx: Excel takes 1,048,576, but a run of the function starts the file anew and has to end it."""
PLAZO = timedelta(hours=6)
"""A report that is not ready by then failed, and another may be asked for."""
ARCHIVO = timedelta(days=7)
"""How long a file is kept (the bucket's lifecycle)."""
FILA = timedelta(days=30)
"""How long it is told that there was a report."""
INTENTOS = 20
"""How often a report's message comes before it goes to the dead letters (the template's maxReceiveCount)."""


def side_of(rol: Rol) -> str:
    """The side whose reports a role sees: the aspirante's people see theirs, authorities see the authorities'."""
    return "aspirante" if rol in DEL_ASPIRANTE else "autoridad"
