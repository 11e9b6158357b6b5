"""Batches of a DynamoDB stream: a batch is done whole, or the whole batch is repeated.

The template lets Lambda repeat a batch until it is 23 hours old, without limiting the tries, so an outage of AWS loses
nothing. A record that fails however often it is repeated would block its whole shard for that time. So it is moved to
the queue of failed stream records here, and the other records go on.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from chalice.app import DynamoDBEvent, DynamoDBRecord

from chalicelib.base.registro import describe_error, log
from chalicelib.borde.lotes import DEFINITIVOS
from chalicelib.store.base.colas import set_stream_record_aside

_L = TypeVar("_L")


def by_batch(
    evento: DynamoDBEvent,
    tipos: set[str],
    read: Callable[[dict[str, Any]], _L],
    work: Callable[[list[_L]], object],
) -> dict[str, Any]:
    """Call `work` once with what `read` makes of the new image of each record of these types (`INSERT`, `MODIFY`).

    A record that `read` refuses is set aside after the others were done. If `work` raises an error that repeating
    cannot mend, the batch fails and Lambda halves it, until the faulty record comes alone and is set aside.
    """
    leidos: list[_L] = []
    malos: list[tuple[DynamoDBRecord, BaseException]] = []
    propios = [r for r in evento if r.event_name in tipos]
    for registro in propios:
        try:
            leidos.append(read(registro.new_image))
        except DEFINITIVOS as error:
            malos.append((registro, error))
    try:
        work(leidos)
    except DEFINITIVOS as error:
        if len(propios) != 1:
            raise
        malos.append((propios[0], error))
    for registro, causa in malos:
        log.warning(
            "registro apartado", extra={"secuencia": registro.sequence_number, **describe_error(causa)}
        )
        set_stream_record_aside(registro.keys)
    return {"batchItemFailures": []}
