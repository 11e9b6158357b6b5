"""Every record of a process to the registry again, when another cut of the padrón is in force (Protocolo 7.12, 9.8)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from chalicelib.base import config
from chalicelib.store.apoyos.apoyos import PARTES, Apoyo, list_part_key
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.colas import POR_SOLICITUD, Mensaje, send_messages
from chalicelib.store.base.tabla import iso
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.correos.salidas import Salida, owe
from chalicelib.store.procesos.procesos import read_proceso

MARGEN = timedelta(minutes=5)
"""Longer than the index may lag behind its table."""


def reverify_process(
    proceso: str, tell: Callable[[int], None] = lambda _: None, *, ahora: datetime | None = None
) -> int:
    """Put a message for each record into the registral queue; `tell` hears how many more. Returns how many in all.

    The index lists a record a moment after it was received. So it owes a second look, minutes later, at what was
    received since shortly before (`reverify_since`). Twice is safe: whatever the registry still says alike changes
    nothing. Raises `Proceso.DoesNotExist`, `NoEncolado`.
    """
    read_proceso(proceso)
    ahora = ahora or datetime.now(UTC)
    with transaction() as tx:
        owe(tx, _second_look(proceso, ahora))
    return _queue_folios(_folios(proceso), tell)


def reverify_since(proceso: str, desde: str) -> int:
    """Put a message for each record received since that instant (RFC 3339 UTC) into the queue; how many."""
    return _queue_folios(_folios(proceso, desde), lambda _: None)


def _second_look(proceso: str, ahora: datetime) -> Salida:
    """Owed from a little later on: the watch over what is owed sends it then."""
    cuerpo = {"reverificar": proceso, "desde": iso(ahora - MARGEN)}
    return Salida(
        salida=f"reverificacion#{proceso}#{iso(ahora)}",
        cola=config.COLA_REGISTRAL,
        cuerpo=cuerpo,
        desde=iso(ahora + MARGEN),
    )


def _queue_folios(folios: Iterator[str], tell: Callable[[int], None]) -> int:
    n = 0
    while lote := list(islice(folios, POR_SOLICITUD)):
        send_messages(config.COLA_REGISTRAL, [Mensaje({"folio": f, "de_nuevo": True}) for f in lote])
        n += len(lote)
        tell(len(lote))
    return n


def _folios(proceso: str, desde: str = "") -> Iterator[str]:
    """Folios of every aspirante, ended ones included: their supports count too."""
    for aspirante in Aspirante.por_proceso.query(proceso):
        for parte in range(PARTES):
            cuales = Apoyo.orden >= desde if desde else None
            for apoyo in Apoyo.por_aspirante.query(list_part_key(aspirante.aspirante, parte), cuales):
                yield apoyo.folio
