"""How hot the totals get: the stream's events of new records through the function that counts, all for one aspirante
or spread, and which keys its writes fell on."""

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
"""Auxiliares who send at the same time, each of another aspirante or all of one, and how many records each."""
NUEVOS = FUENTES * DE_CADA_UNA
LOTES = (200, 64)
"""The function's largest batch, and what 640 records a minute put together in its window of two seconds."""
TANDAS = (DE_CADA_UNA, 1)
"""Records of one auxiliar in a row: a phone sends what it has at once; and the worst for batching."""
TRAS = (20, 200)
"""How many records later one is looked up, and judged: events of different records come mixed."""


def heat(sistema: Sistema, reparto: Reparto, modelo: str, desde: int) -> list[dict[str, Any]]:
    """By size of batch and order of arrival: units of `NUEVOS` records' events, each table's hottest keys."""
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
    """New records of `FUENTES` auxiliares, `tanda` of one in a row; of as many aspirantes as there are."""
    for ronda in range(0, DE_CADA_UNA, tanda):
        for fuente in range(FUENTES):
            del_aspirante, cual = divmod(fuente, r.aspirantes)
            for n in range(ronda, ronda + tanda):
                yield copy_number(r, desde + cual + r.aspirantes * (POR_AUXILIAR * del_aspirante + n))


def _states(sistema: Sistema, folio: str) -> list[str]:
    """The stream's events of a record, oldest first, as JSON."""
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
    """Each copy's events in their order, those of later records between them."""
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
