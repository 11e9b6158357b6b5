"""For whom a sender may send, and until when (Protocolo 9.16, 10.9, 12.4, 12.5).

An answer that refuses is never taken from a copy in memory, which may be a minute old: the table is read again.

What was captured before an aspirante's registration ended is received, classed by its own cause and receipted, so
that the phone deletes it only then (9.14, 12.4). What was captured afterwards is refused.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.problemas.captacion import RecepcionCerrada
from chalicelib.rules.aspirantes.registro import EstadoAspirante, Hito, TipoHito
from chalicelib.rules.base.periodo import PeriodoCaptacion
from chalicelib.rules.mi_apoyo import may_support
from chalicelib.store.aspirantes import Aspirante, get_aspirante, read_aspirante
from chalicelib.store.base.tabla import instante
from chalicelib.store.procesos.periodos import get_periodo, read_periodo
from chalicelib.workflows.captacion.remitentes import Remitente

TERMINADO = "El registro de la persona aspirante terminó: ya no se reciben registros de apoyo para ella."


@dataclass(frozen=True)
class Destino:
    """An aspirante to whom records may be sent: until when (None: closed); when its registration ended; end of the
    period, after which only what is still on the phones is sent (9.16).
    """

    cierre: datetime | None
    termino: datetime | None = None
    fin: datetime | None = None

    def admits_capture(self, captura: datetime) -> bool:
        """Whether the registration was in force when that was captured."""
        return self.termino is None or captura <= self.termino


Destinos = dict[str, Destino]
"""Aspirante -> its destination; whoever is not in it is not the sender's."""


def find_destinations(quien: Remitente, pedidos: Iterable[str], ahora: datetime) -> Destinos:
    """The aspirantes the sender may send for, among those asked. Raises `RecepcionCerrada` when all are closed."""
    if quien.aspirante is not None:
        a = _once_confirmed(quien.aspirante)
        if a is None:
            raise RecepcionCerrada(TERMINADO)
        destinos = {quien.aspirante: _destination(a, ahora)}
    else:
        ofrecidos = {p: _offered(quien, p) for p in set(pedidos)}
        destinos = {p: _destination(a, ahora) for p, a in ofrecidos.items() if a is not None}
    if destinos and not any(d.cierre for d in destinos.values()):
        raise RecepcionCerrada(
            "La recepción está cerrada: se admite desde el inicio del periodo y hasta 24 horas después de su fin."
        )
    return destinos


def find_confirmed_aspirante(aspirante: str) -> Aspirante | None:
    """The aspirante if the registration is confirmed and has not ended (6.1 F). None comes from the table, never from a
    copy in memory."""
    for read in (get_aspirante, read_aspirante):
        try:
            a = read(aspirante)
        except Aspirante.DoesNotExist:
            return None
        if a.estado == EstadoAspirante.CONFIRMADO:
            return a
    return None


def withdrawn_at(a: Aspirante) -> datetime | None:
    """When a confirmed registration ended, or None while it is in force."""
    hitos = [Hito.parse(h) for h in a.historia or []]
    bajas = [instante(h.en) for h in hitos if h.que == TipoHito.BAJA]
    return bajas[-1] if a.estado == EstadoAspirante.BAJA and bajas else None


def _once_confirmed(aspirante: str) -> Aspirante | None:
    """The aspirante if the registration is or was confirmed: captures of its time are still received (12.4)."""
    a = find_confirmed_aspirante(aspirante)
    if a is not None:
        return a
    try:
        a = read_aspirante(aspirante)
    except Aspirante.DoesNotExist:
        return None
    return a if _was_confirmed(a) else None


def _was_confirmed(a: Aspirante) -> bool:
    confirmado = any(Hito.parse(h).que == TipoHito.CONFIRMADO for h in a.historia or [])
    return confirmado and withdrawn_at(a) is not None


def _destination(a: Aspirante, ahora: datetime) -> Destino:
    abierto = _open_period(a, ahora)
    if abierto is None:
        return Destino(None, withdrawn_at(a))
    return Destino(abierto.cierre_recepcion, withdrawn_at(a), abierto.fin)


def _offered(quien: Remitente, aspirante: str) -> Aspirante | None:
    """The aspirante, if it belongs to the citizen's process and geography and is or was confirmed (10.9); else None."""
    for read in (get_aspirante, read_aspirante):
        try:
            a = read(aspirante)
        except Aspirante.DoesNotExist:
            return None
        if a.proceso != quien.proceso:
            return None
        propia = get_periodo(a.proceso, a.periodo).unit_of(quien.residencia)
        estado = EstadoAspirante.CONFIRMADO if _was_confirmed(a) else a.estado
        if may_support(estado, a.unidad, propia):
            return a
    return None


def _open_period(a: Aspirante, ahora: datetime) -> PeriodoCaptacion | None:
    periodo = get_periodo(a.proceso, a.periodo)
    if not periodo.accepts(ahora):
        periodo = read_periodo(a.proceso, a.periodo)
    return periodo.captacion if periodo.accepts(ahora) else None
