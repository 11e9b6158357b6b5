"""Every record of a process to the registry again, when another cut of the padrón is in force (Protocolo 7.12, 9.8)."""

from collections.abc import Callable, Iterator
from itertools import islice

from chalicelib.base import config
from chalicelib.store.apoyos.apoyos import PARTES, Apoyo, part_key
from chalicelib.store.base.colas import POR_SOLICITUD, Mensaje, send
from chalicelib.store.procesos.procesos import Aspirante, read_proceso


def ask_again(proceso: str, tell: Callable[[int], None] = lambda _: None) -> int:
    """Put a message for each record into the registral queue; `tell` hears how many more. Returns how many in all.

    Twice is safe: whatever the registry still says alike changes nothing. Raises `Proceso.DoesNotExist`, `NoEncolado`.
    """
    read_proceso(proceso)
    folios, n = _folios(proceso), 0
    while lote := list(islice(folios, POR_SOLICITUD)):
        send(config.COLA_REGISTRAL, [Mensaje({"folio": f, "de_nuevo": True}) for f in lote])
        n += len(lote)
        tell(len(lote))
    return n


def _folios(proceso: str) -> Iterator[str]:
    """Of every aspirante, also of those whose registration ended: their supports count for the person's others."""
    for aspirante in Aspirante.por_proceso.query(proceso):
        for parte in range(PARTES):
            for apoyo in Apoyo.por_aspirante.query(part_key(aspirante.aspirante, parte)):
                yield apoyo.folio
