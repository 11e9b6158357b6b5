"""Reports: the request, the progress, and the run that works on each.

turno, turnos, hasta      lease of the run that works on it (`store/base/arriendo.py`); each note renews it
cursor, partes, filas     of a CSV: how far its rows were read, and the parts of the file that hold them. They are
                          noted together, so that the next run neither leaves out a row nor writes one twice
Ultimo                    the last report of a kind that an account requested; while it is open, no other is admitted
"""

import json
from datetime import datetime, timedelta
from typing import Any

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.rules.reportes.pedido import ARCHIVO, DE_UNA_VEZ, FINALES, PLAZO, ClaseReporte, EstadoReporte
from chalicelib.store.base.arriendo import Arrendable, release_lease, take_lease, write_leased
from chalicelib.store.base.tabla import instante, iso, meta

TURNO = timedelta(minutes=4)
"""Length of a lease, counted from the run's last note."""
TURNO_SIN_NOTAS = timedelta(minutes=16)
"""Length of a lease for `DE_UNA_VEZ`, whose run reads all records before its first note; over Lambda's 15 minutes."""
FIN = "fin"
"""`cursor` once every row is in `partes`."""


class ReportesPorLista(GlobalSecondaryIndex["Reporte"]):
    """Reports of one side about one aspirante, by id; ids sort by time."""

    class Meta:
        index_name = "por_lista"
        projection = AllProjection()

    lista = UnicodeAttribute(hash_key=True)
    reporte = UnicodeAttribute(range_key=True)


class Reporte(Arrendable):
    """A report; the row holds no personal data. `corte`: instant of its figures; `filtros`: JSON.

    `personas`: whether it has the citizens' identity; `subida`: id of the multipart upload; `partes`: JSON.
    """

    Meta = meta("reportes")
    reporte = UnicodeAttribute(hash_key=True)
    lista = UnicodeAttribute()
    aspirante = UnicodeAttribute()
    clase = UnicodeAttribute()
    formato = UnicodeAttribute()
    filtros = UnicodeAttribute()
    personas = BooleanAttribute(default=False)
    cuenta = UnicodeAttribute()
    rol = UnicodeAttribute()
    pedido_en = UnicodeAttribute()
    corte = UnicodeAttribute()
    estado = UnicodeAttribute()
    filas = NumberAttribute(default=0)
    bytes = NumberAttribute(default=0)
    subida = UnicodeAttribute(null=True)
    partes = UnicodeAttribute(default="[]")
    cursor = UnicodeAttribute(null=True)
    motivo = UnicodeAttribute(null=True)
    terminado_en = UnicodeAttribute(null=True)
    caduca = NumberAttribute()
    por_lista = ReportesPorLista()

    def estado_al(self, ahora: datetime) -> EstadoReporte:
        """The state as of an instant: VENCIDO once the file was deleted, FALLIDO if not ready within `PLAZO`."""
        estado = EstadoReporte(self.estado)
        if estado is EstadoReporte.LISTO and instante(self.terminado_en or "") + ARCHIVO < ahora:
            return EstadoReporte.VENCIDO
        if estado not in FINALES and instante(self.pedido_en) + PLAZO < ahora:
            return EstadoReporte.FALLIDO
        return estado

    @property
    def piezas(self) -> list[dict[str, Any]]:
        """The parts uploaded so far."""
        partes: list[dict[str, Any]] = json.loads(self.partes)
        return partes


class ReporteSuperado(RuntimeError):
    """Another run of the same report has taken over: this one must stop."""


def side_list(lado: str, aspirante: str) -> str:
    """Key of a side's reports about an aspirante."""
    return f"{lado}#{aspirante}"


def find_reporte(reporte: str) -> Reporte | None:
    """The report as of now, or None."""
    try:
        return Reporte.get(reporte, consistent_read=True)
    except Reporte.DoesNotExist:
        return None


def reportes_of(lista: str, despues: str, cuantos: int) -> list[Reporte]:
    """Reports of a list, newest first, after that id."""
    condicion = (Reporte.reporte < despues) if despues else None
    return list(Reporte.por_lista.query(lista, condicion, scan_index_forward=False, limit=cuantos))


def lease_of(reporte: Reporte) -> timedelta:
    """How long a lease of the report lasts."""
    return TURNO_SIN_NOTAS if ClaseReporte(reporte.clase) in DE_UNA_VEZ else TURNO


def lease_report(reporte: Reporte, turno: str, ahora: datetime) -> bool:
    """Take the lease of the report and bring `reporte` to what is stored; False while another run holds the lease."""
    return take_lease(reporte, turno, ahora, lease_of(reporte))


def release_report(reporte: Reporte) -> None:
    """Release the lease, so that another run may go on at once."""
    release_lease(reporte)


def advance_report(reporte: Reporte, ahora: datetime, **cambios: Any) -> None:
    """Note the progress, renew the lease and bring `reporte` to what is stored. Raises `ReporteSuperado`."""
    if not write_leased(reporte, hasta=iso(ahora + lease_of(reporte)), **cambios):
        raise ReporteSuperado(reporte.reporte)
