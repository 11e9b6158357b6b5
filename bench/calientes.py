"""Hottest keys of the totals: events of new records, of one aspirante or of many, go through the function that counts,
and its writes are attributed to keys.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from itertools import product, zip_longest
from typing import Any

from bench.claves import Claves, hottest
from bench.copias import POR_AUXILIAR, Copia, Reparto, copy_number
from bench.sistema import Sistema
from local.flujos import as_event
from local.lotes import cut

FUENTES, DE_CADA_UNA = 300, 7
"""Number of auxiliares who send at the same time, and of records of each. They are all of one aspirante, or each of
another.
"""
NUEVOS = FUENTES * DE_CADA_UNA
LOTES = (200, 64)
"""Sizes of batches: the function's largest, and what 640 records a minute make in its window of two seconds."""
TANDAS = (DE_CADA_UNA, 1)
"""Records of one auxiliar in a row: all, as phones send, and one, which is the worst for batching."""
TRAS = (20, 200)
"""Number of records after which a record is looked up, and judged: events of different records come mixed."""


def heat(sistema: Sistema, reparto: Reparto, modelo: str, desde: int) -> list[dict[str, Any]]:
    """Units and each table's hottest keys for the events of `NUEVOS` records, by size of batch and order of arrival."""
    estados = _states(sistema, modelo)
    claves = Claves(sistema.nube.client("dynamodb"))
    medido = []
    for vez, (lote, tanda) in enumerate(product(LOTES, TANDAS)):
        copias = list(_arriving(reparto, desde + vez * NUEVOS * POR_AUXILIAR, tanda))
        sistema.grabadora.clear()
        for eventos in cut(list(_mixed(estados, copias)), lote):
            sistema.pools["Contadores"].invoke({"Records": eventos})
        llamadas = sistema.grabadora.llamadas
        medido.append(
            {
                "lote": lote,
                "tanda": tanda,
                "registros": NUEVOS,
                "WCU": sum(ll.escritura for ll in llamadas),
                "RCU": sum(ll.lectura for ll in llamadas),
                "llamadas": dict(Counter(ll.operacion for ll in llamadas)),
                "tablas": [asdict(c) for c in hottest(claves.units(llamadas))],
            }
        )
    return medido


def _arriving(r: Reparto, desde: int, tanda: int) -> Iterator[Copia]:
    """New records of `FUENTES` auxiliares, `tanda` of one auxiliar in a row, over all aspirantes."""
    for ronda in range(0, DE_CADA_UNA, tanda):
        for fuente in range(FUENTES):
            del_aspirante, cual = divmod(fuente, r.aspirantes)
            for n in range(ronda, ronda + tanda):
                yield copy_number(r, desde + cual + r.aspirantes * (POR_AUXILIAR * del_aspirante + n))


def _states(sistema: Sistema, folio: str) -> list[str]:
    """Events of a record in the stream, oldest first, as JSON."""
    streams = sistema.nube.client("dynamodbstreams")
    (arn,) = {lector.source.arn for lector in sistema.readers() if lector.pool.function.name == "Contadores"}
    (shard,) = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    return list(_events_of(streams, arn, shard["ShardId"], folio))


def _events_of(streams: Any, arn: str, shard: str, folio: str) -> Iterator[str]:
    principio = {"StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"}
    siguiente = streams.get_shard_iterator(**principio)["ShardIterator"]
    while siguiente:
        leido = streams.get_records(ShardIterator=siguiente, Limit=1000)
        for evento in leido["Records"]:
            if evento["dynamodb"]["Keys"]["folio"]["S"] == folio:
                yield json.dumps(as_event(evento, arn))
        siguiente = leido["NextShardIterator"] if leido["Records"] else None


def _mixed(estados: list[str], copias: list[Copia]) -> Iterator[dict[str, Any]]:
    """Events of all copies: each copy's in their order, with those of later records between them."""
    viejo = json.loads(estados[0])["dynamodb"]["Keys"]["folio"]["S"]
    lugar = _place_in(estados[-1])
    retrasos = [[None] * n for n in (0, *TRAS)]
    filas = [[*retraso, *((c, e) for c in copias)] for retraso, e in zip(retrasos, estados, strict=True)]
    for turno in zip_longest(*filas):
        for copia, estado in filter(None, turno):
            yield json.loads(estado.replace(viejo, copia.folio).replace(lugar, copia.lugar))


def _place_in(estado: str) -> str:
    from chalicelib.workflows.conteo.totales import read_countable_state

    return read_countable_state(json.loads(estado)["dynamodb"]["NewImage"]).lugar
