"""For whom a sender may send, and until when (Protocolo 9.16, 10.9, 12.5). Copies of a minute never refuse."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.problemas import RecepcionCerrada
from chalicelib.rules.aspirantes.registro import EstadoAspirante
from chalicelib.rules.mi_apoyo import may_support
from chalicelib.store.procesos import procesos
from chalicelib.store.procesos.procesos import Aspirante
from chalicelib.workflows.captacion.remitentes import Remitente

TERMINADO = "El registro de la persona aspirante terminó: ya no se reciben registros de apoyo para ella."
Cierres = dict[str, datetime | None]
"""Aspirante -> when its reception closes, None when it is closed; whoever is not in it is not the sender's."""


def closings(quien: Remitente, pedidos: Iterable[str], ahora: datetime) -> Cierres:
    """Of the aspirantes asked for, those the sender may send for. Raises `RecepcionCerrada` when all are closed.

    For an aspirante whose registration ended nobody's data are taken any more, an auxiliar's or a citizen's
    (decisions/0090).
    """
    if quien.aspirante is not None:
        a = standing(quien.aspirante)
        if a is None:
            raise RecepcionCerrada(TERMINADO)
        cierres = {quien.aspirante: _open_until(a, ahora)}
    else:
        cierres = {p: _open_until(a, ahora) for p in set(pedidos) if (a := _offered(quien, p)) is not None}
    if cierres and not any(cierres.values()):
        raise RecepcionCerrada(
            "La recepción está cerrada: se admite desde el inicio del periodo y hasta 24 horas después de su fin."
        )
    return cierres


def standing(aspirante: str) -> Aspirante | None:
    """The aspirante if the registration is confirmed and has not ended (6.1 F); None is said of no copy."""
    for read in (procesos.get_aspirante, procesos.read_aspirante):
        try:
            a = read(aspirante)
        except Aspirante.DoesNotExist:
            return None
        if a.estado == EstadoAspirante.CONFIRMADO:
            return a
    return None


def _offered(quien: Remitente, aspirante: str) -> Aspirante | None:
    """The aspirante if it is of the citizen's process and geography, and confirmed; in course or not (10.9)."""
    for read in (procesos.get_aspirante, procesos.read_aspirante):
        try:
            a = read(aspirante)
        except Aspirante.DoesNotExist:
            return None
        if a.proceso != quien.proceso:
            return None
        propia = procesos.get_periodo(a.proceso, a.periodo).unit_of(quien.residencia)
        if may_support(a.estado, a.unidad, propia):
            return a
    return None


def _open_until(a: Aspirante, ahora: datetime) -> datetime | None:
    periodo = procesos.get_periodo(a.proceso, a.periodo)
    if not periodo.accepts(ahora):
        periodo = procesos.read_periodo(a.proceso, a.periodo)
    return periodo.captacion.cierre_recepcion if periodo.accepts(ahora) else None
