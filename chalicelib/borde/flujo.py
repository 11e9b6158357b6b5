"""Batches of a DynamoDB stream: done whole, or the whole batch comes again.

The template lets Lambda repeat a batch until it is 23 hours old, without counting tries: an outage of AWS gives up
nothing. A record that repeating never mends would hold up its whole shard for as long. So it is set aside here, in the
queue of what the streams could not do, and the rest goes on.
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

    A record that `read` refuses is set aside after the others were done. When `work` itself fails so that repeating
    does not help, the batch fails: Lambda halves it, and the record that comes alone at last is set aside.
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
