"""Reports: what was asked, how far it is, which run works on it.

turno, hasta              the run that works on it, and until when it is believed to live (as of a bulk load)
cursor, partes, filas     of a CSV: how far its rows were read, and the pieces of the file that hold them. They are
                          noted together, so whoever goes on neither leaves out a row nor writes one twice
Ultimo                    the last report of a kind that an account asked for; while that one is open, no other
"""

import json
from datetime import datetime, timedelta
from typing import Any

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import UpdateError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.rules.reportes.pedido import ARCHIVO, FINALES, PLAZO, EstadoReporte
from chalicelib.store.base.tabla import Tabla, instante, iso, meta

TURNO = timedelta(minutes=16)
FIN = "fin"
"""`cursor` once every row is in `partes`."""


class ReportesPorLista(GlobalSecondaryIndex["Reporte"]):
    """Reports of one side about one aspirante, by id: the ids go up with time."""

    class Meta:
        index_name = "por_lista"
        projection = AllProjection()

    lista = UnicodeAttribute(hash_key=True)
    reporte = UnicodeAttribute(range_key=True)


class Reporte(Tabla):
    """A report; nothing here is anybody's datum. `corte`: the instant as of which it tells; `filtros`: JSON.

    `personas`: whether it says who the citizens are; `subida`: id of the multipart upload; `partes`: JSON.
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
    turno = UnicodeAttribute(null=True)
    hasta = UnicodeAttribute(null=True)
    subida = UnicodeAttribute(null=True)
    partes = UnicodeAttribute(default="[]")
    cursor = UnicodeAttribute(null=True)
    motivo = UnicodeAttribute(null=True)
    terminado_en = UnicodeAttribute(null=True)
    caduca = NumberAttribute()
    por_lista = ReportesPorLista()

    def estado_al(self, ahora: datetime) -> EstadoReporte:
        """The state as of an instant: files go, and what is not ready in time will not be."""
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


def take_turn(reporte: Reporte, turno: str, ahora: datetime) -> bool:
    """Be the run that works on the report; False while another one does. `reporte` is then as stored."""
    return _update(
        reporte,
        [Reporte.turno.set(turno), Reporte.hasta.set(iso(ahora + TURNO))],
        Reporte.reporte.exists() & (Reporte.hasta.does_not_exist() | (Reporte.hasta < iso(ahora))),
    )


def leave_turn(reporte: Reporte) -> None:
    """Let another run go on at once."""
    _update(reporte, [Reporte.hasta.remove()], Reporte.turno == reporte.turno)


def advance(reporte: Reporte, **cambios: Any) -> None:
    """Note how far the report is; `reporte` is then as stored. Raises `Superado`."""
    acciones = [getattr(Reporte, campo).set(valor) for campo, valor in cambios.items()]
    if not _update(reporte, acciones, Reporte.turno == reporte.turno):
        raise ReporteSuperado(reporte.reporte)


def _update(reporte: Reporte, acciones: list[Any], condicion: Any) -> bool:
    try:
        reporte.update(actions=acciones, condition=condicion)
    except UpdateError as error:
        if error.cause_response_code != "ConditionalCheckFailedException":
            raise
        return False
    return True
