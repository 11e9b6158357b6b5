"""Asking the registry again about every record of a process, after another cut was put in force
(Protocolo 7.12, 9.8).
"""

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
"""Margin of time, longer than the index may lag behind its table."""


def reverify_process(
    proceso: str, tell: Callable[[int], None] = lambda _: None, *, ahora: datetime | None = None
) -> int:
    """Queue every record of a process for the registral look-up. `tell` receives the size of each batch. Returns the
    number of records.

    The index lists a record a moment after its reception. Therefore a second pass over the latest receptions
    (`reverify_since`) is put into the outbox, due minutes later. A record may be looked up twice: an equal answer of
    the registry changes nothing. Raises `Proceso.DoesNotExist`, `NoEncolado`.
    """
    read_proceso(proceso)
    ahora = ahora or datetime.now(UTC)
    with transaction() as tx:
        owe(tx, _second_look(proceso, ahora))
    return _queue_folios(_folios(proceso), tell)


def reverify_since(proceso: str, desde: str) -> int:
    """Queue every record received since that instant (RFC 3339 UTC). Returns the number of records."""
    return _queue_folios(_folios(proceso, desde), lambda _: None)


def _second_look(proceso: str, ahora: datetime) -> Salida:
    """Outbox message of the second pass, due `MARGEN` from now. The scheduled run over the outbox sends it then."""
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
    """Folios of all aspirantes. Those whose registration ended are included, because their supports count too."""
    for aspirante in Aspirante.por_proceso.query(proceso):
        for parte in range(PARTES):
            cuales = Apoyo.orden >= desde if desde else None
            for apoyo in Apoyo.por_aspirante.query(list_part_key(aspirante.aspirante, parte), cuales):
                yield apoyo.folio
