"""Bulk loads of auxiliares: each load's state, which run works on it, and the lock on its aspirante (Protocolo 7.4).

    turno, turnos, hasta   lease of the run that works on the load (`store/base/arriendo.py`); each note renews it
    Aspirante.carga        the lock: the load that may write this aspirante's auxiliares; registration one by one
                           requires that there is none

A run that died is replaced within `PLAZO`. Every write of a run requires its lease, so a run that was replaced writes
nothing more, whatever its clock says. The lock belongs to the load and not to a run.
"""

import json
from datetime import datetime, timedelta
from typing import Any

from pynamodb.attributes import BooleanAttribute, ListAttribute, NumberAttribute, UnicodeAttribute

from chalicelib.rules.auxiliares.carga import EstadoCarga, FaltaDeCarga
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.arriendo import Arrendable, release_lease, take_lease, write_leased
from chalicelib.store.base.marcas import write_unless_refused
from chalicelib.store.base.tabla import iso, meta

PLAZO = timedelta(minutes=4)
"""Length of a lease, counted from the run's last note; a run notes its progress every few seconds."""
A_LA_VISTA = 100
"""Faults stored in the load's row, at most; the report has them all."""


class Carga(Arrendable):
    """A load; ids sort by time. It holds no personal data. `faltas`: the first ones, as JSON.

    `rol`, `cuenta`: who announced it; `empezada_en`: start of APLICANDO, the instant of all that the load writes;
    `leidas`, `validadas`, `aplicadas`: rows done of `total`; `bajas`: rows that the padrón lacks (7.6).
    """

    Meta = meta("cargas")
    aspirante = UnicodeAttribute(hash_key=True)
    carga = UnicodeAttribute(range_key=True)
    proceso = UnicodeAttribute()
    estado = UnicodeAttribute()
    tipo = UnicodeAttribute()
    bytes = NumberAttribute()
    sha256 = UnicodeAttribute()
    rol = UnicodeAttribute()
    cuenta = UnicodeAttribute()
    anunciada_en = UnicodeAttribute()
    vence = UnicodeAttribute()
    empezada_en = UnicodeAttribute(null=True)
    terminada_en = UnicodeAttribute(null=True)
    leidas = NumberAttribute(default=0)
    validadas = NumberAttribute(default=0)
    aplicadas = NumberAttribute(default=0)
    total = NumberAttribute(null=True)
    bajas = NumberAttribute(default=0)
    faltas: ListAttribute[str] = ListAttribute(of=UnicodeAttribute, default=list)  # type: ignore[arg-type]
    faltas_total = NumberAttribute(default=0)
    renglones_con_faltas = NumberAttribute(default=0)
    reporte = BooleanAttribute(default=False)

    def estado_al(self, ahora: datetime) -> EstadoCarga:
        """The state as of an instant: VENCIDA for an announced file that did not come in time."""
        if self.estado == EstadoCarga.ESPERANDO and self.vence < iso(ahora):
            return EstadoCarga.VENCIDA
        return EstadoCarga(self.estado)

    @property
    def primeras(self) -> list[FaltaDeCarga]:
        """The faults stored in this row."""
        return [FaltaDeCarga(*json.loads(f)) for f in self.faltas or []]


class CargaSuperada(RuntimeError):
    """Another run of the same load has taken over: this one must stop."""


def find_carga(aspirante: str, carga: str) -> Carga | None:
    """The load as of now, or None."""
    try:
        return Carga.get(aspirante, carga, consistent_read=True)
    except Carga.DoesNotExist:
        return None


def cargas_of(aspirante: str, despues: str, cuantas: int) -> list[Carga]:
    """Loads of an aspirante, newest first, after that id."""
    condicion = (Carga.carga < despues) if despues else None
    return list(
        Carga.query(aspirante, condicion, scan_index_forward=False, limit=cuantas, consistent_read=True)
    )


def lease_load(carga: Carga, turno: str, ahora: datetime) -> bool:
    """Take the lease of the load and bring `carga` to what is stored; False while another run holds the lease."""
    return take_lease(carga, turno, ahora, PLAZO)


def holds_load(carga: Carga) -> bool:
    """Whether this run still has the lease (consistent read). Tells a lost lease from a race for a row."""
    ahora = find_carga(carga.aspirante, carga.carga)
    return ahora is not None and (ahora.turno, ahora.turnos) == (carga.turno, carga.turnos)


def release_load(carga: Carga) -> None:
    """Release the lease, so that another run may start at once."""
    release_lease(carga)


def advance_load(carga: Carga, ahora: datetime, **cambios: Any) -> None:
    """Note the progress, renew the lease and bring `carga` to what is stored. Raises `CargaSuperada`."""
    if not write_leased(carga, hasta=iso(ahora + PLAZO), **cambios):
        raise CargaSuperada(carga.carga)


def take_lock(carga: Carga) -> bool:
    """Lock the aspirante's auxiliares for this load; False while another load has the lock."""
    return _lock(
        carga,
        Aspirante.carga.set(carga.carga),
        Aspirante.carga.does_not_exist() | (Aspirante.carga == carga.carga),
    )


def free_lock(carga: Carga) -> None:
    """Release the aspirante's lock if this load holds it."""
    _lock(carga, Aspirante.carga.remove(), Aspirante.carga == carga.carga)


def _lock(carga: Carga, accion: Any, condicion: Any) -> bool:
    # `version` is not raised: it counts changes of the data that were printed and signed (6.1 F).
    return _update(Aspirante(carga.aspirante), [accion], Aspirante.aspirante.exists() & condicion)


def _update(fila: Aspirante, acciones: list[Any], condicion: Any) -> bool:
    return write_unless_refused(lambda: fila.update(actions=acciones, condition=condicion))
