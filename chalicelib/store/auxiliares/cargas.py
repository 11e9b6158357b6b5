"""Bulk loads of auxiliares: each load's state, which run works on it, and the lock on its aspirante (Protocolo 7.4).

    turno, turnos, hasta   lease of the run that works on the load (`store/base/arriendo.py`); each note renews it
    Aspirante.carga        the load that may write this aspirante's auxiliares; registering one by one asks for none

A run that died is replaced within `PLAZO`. Every write of a run asks for its lease, so a run that was taken over writes
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
"""How long a run is believed to live after its last note; it notes how far it is every few seconds."""
A_LA_VISTA = 100
"""Faults kept in the load itself; the report has them all."""


class Carga(Arrendable):
    """A load; its ids go up with time. `faltas`: the first ones, as JSON; nothing here is anybody's datum.

    `rol`, `cuenta`: who announced it; `empezada_en`: when it began to be applied, the instant of all that it writes;
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
        """The state as of an instant: an announced file that did not come in time will not."""
        if self.estado == EstadoCarga.ESPERANDO and self.vence < iso(ahora):
            return EstadoCarga.VENCIDA
        return EstadoCarga(self.estado)

    @property
    def primeras(self) -> list[FaltaDeCarga]:
        """The faults kept here."""
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
    """Take the lease of the load; False while another run holds it. `carga` is then as stored."""
    return take_lease(carga, turno, ahora, PLAZO)


def holds_load(carga: Carga) -> bool:
    """Whether this run still has the lease (a consistent read): it tells a lost lease from a race for a row."""
    ahora = find_carga(carga.aspirante, carga.carga)
    return ahora is not None and (ahora.turno, ahora.turnos) == (carga.turno, carga.turnos)


def release_load(carga: Carga) -> None:
    """Release the lease, so that another run may start at once."""
    release_lease(carga)


def advance_load(carga: Carga, ahora: datetime, **cambios: Any) -> None:
    """Note how far the load is and renew the lease; `carga` is then as stored. Raises `CargaSuperada`."""
    if not write_leased(carga, hasta=iso(ahora + PLAZO), **cambios):
        raise CargaSuperada(carga.carga)


def take_lock(carga: Carga) -> bool:
    """Lock the aspirante's auxiliares for this load; False while another load has them."""
    return _lock(
        carga,
        Aspirante.carga.set(carga.carga),
        Aspirante.carga.does_not_exist() | (Aspirante.carga == carga.carga),
    )


def free_lock(carga: Carga) -> None:
    """Release the aspirante's lock if this load holds it."""
    _lock(carga, Aspirante.carga.remove(), Aspirante.carga == carga.carga)


def _lock(carga: Carga, accion: Any, condicion: Any) -> bool:
    # Not the version: that is of the data which were printed and signed (6.1 F), and nobody saves the row whole.
    return _update(Aspirante(carga.aspirante), [accion], Aspirante.aspirante.exists() & condicion)


def _update(fila: Aspirante, acciones: list[Any], condicion: Any) -> bool:
    return write_unless_refused(lambda: fila.update(actions=acciones, condition=condicion))
