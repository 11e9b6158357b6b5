"""Streams are served as Lambda serves them (its guide, "Using Lambda with Amazon DynamoDB")."""

import json
import time
from datetime import UTC, datetime

import pytest

from local.eventos import Pump
from local.plantilla import StreamSource
from tests.local.conftest import HERE
from tests.local.esperas import PACIENCIA, wait_for, wait_until_it_says

pytestmark = pytest.mark.nube


class Fragmentado:
    """The real cloud with a stream whose first shard was split in two, which the emulator never does."""

    SHARDS = {"padre": None, "hija-1": "padre", "hija-2": "padre"}

    def __init__(self, nube, **names):
        self._nube, self._names, self.build, self.env = nube, names, nube.build, nube.env

    def client(self, service):
        return self if service == "dynamodbstreams" else self._nube.client(service)

    def describe_stream(self, **_):
        shards = [
            {"ShardId": name} | ({"ParentShardId": parent} if parent else {})
            for name, parent in self.SHARDS.items()
        ]
        return {"StreamDescription": {"Shards": shards}}

    def get_shard_iterator(self, ShardId, **_):  # noqa: N803 - the SDK's own argument names
        return {"ShardIterator": ShardId}

    def get_records(self, ShardIterator, Limit):  # noqa: N803
        shard, _, position = ShardIterator.partition("/")
        names = self._names[shard.replace("-", "_")]
        start = int(position or 0)
        end = min(start + Limit, len(names))
        records = [
            {
                "eventSource": "aws:dynamodb",
                "dynamodb": {
                    "Keys": {"id": {"S": names[number]}},
                    "NewImage": {"v": {"S": ""}},
                    "SequenceNumber": str(number),
                    "ApproximateCreationDateTime": datetime.now(UTC),
                },
            }
            for number in range(start, end)
        ]
        closed = shard == "padre" and end == len(names)
        return {"Records": records} | ({} if closed else {"NextShardIterator": f"{shard}/{end}"})


class Lento(Fragmentado):
    """A stream of one open shard that takes its time to answer."""

    SHARDS = {"hija-1": None}

    def get_records(self, **position):
        time.sleep(0.8)
        return super().get_records(**position)


def test_it_is_not_quiet_before_a_slow_stream_has_been_read_to_its_end(banco):
    nube = Lento(banco.nube, hija_1=["a", "b"])
    funcion = banco.function("partial", StreamSource("arn:aws:dynamodb:::x", partial=True))
    with Pump(nube, [funcion], project=HERE, say=lambda _line: None) as pump:
        pump.espera_quietud(PACIENCIA, still=0.3)
        assert banco.deliveries(funcion) == [["a", "b"]]


def test_a_shard_is_read_after_the_one_it_came_from_and_beside_its_sibling(banco):
    nube = Fragmentado(banco.nube, padre=["a", "b"], hija_1=["c", "mal-d"], hija_2=["e"])
    funcion = banco.function("partial", StreamSource("arn:aws:dynamodb:::x", batch=1, partial=True))
    with Pump(nube, [funcion], project=HERE, say=lambda _line: None) as pump:
        wait_until_it_says(pump, r"aún no abre hija-1; .* aún no abre hija-2")
        wait_for(lambda: ["e"] in banco.deliveries(funcion) and ["mal-d"] in banco.deliveries(funcion))
    names = [name for delivery in banco.deliveries(funcion) for name in delivery]
    assert names[:2] == ["a", "b"]
    assert names.index("c") < names.index("mal-d")


def test_the_records_of_a_shard_come_in_order_whatever_fails(banco):
    tabla, flujo = banco.table()
    funcion = banco.function("in_order", StreamSource(flujo, batch=2, partial=True))
    banco.put(tabla, "a", "b", "tarde-c", "d", "e")
    with banco.pump(funcion) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
    names = [name for delivery in banco.deliveries(funcion) for name in delivery]
    assert names == ["a", "b", "tarde-c", "tarde-c", "d", "e"]


def test_a_partial_answer_goes_on_from_the_lowest_failed_record(banco):
    tabla, flujo = banco.table()
    funcion = banco.function("partial", StreamSource(flujo, batch=5, partial=True, retries=3))
    banco.put(tabla, "a", "tarde-b", "c", "tarde-d", "e")
    with banco.pump(funcion) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
    assert banco.deliveries(funcion) == [
        ["a", "tarde-b", "c", "tarde-d", "e"],
        ["tarde-b", "c", "tarde-d", "e"],
    ]


def test_after_the_retry_limit_the_batch_goes_to_the_on_failure_queue_and_the_stream_goes_on(banco):
    tabla, flujo = banco.table()
    fallidas = banco.queue()
    source = StreamSource(flujo, batch=2, retries=2, on_failure=fallidas)
    funcion = banco.function("whole", source)
    banco.put(tabla, "mal-a", "b", "c", "d")
    with banco.pump(funcion) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
        assert pump.estado()["colas_muertas"] == {fallidas.rsplit(":", 1)[1]: 1}
    assert banco.deliveries(funcion) == [["mal-a", "b"]] * 3 + [["c", "d"]]
    notice = json.loads(banco.waiting(fallidas)[0])
    batch = notice["DDBStreamBatchInfo"]
    assert notice["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert notice["requestContext"]["approximateInvokeCount"] == 3
    assert notice["requestContext"]["functionArn"].endswith(f":{funcion.name}")
    assert (batch["batchSize"], batch["streamArn"]) == (2, flujo)
    assert batch["startSequenceNumber"] < batch["endSequenceNumber"]
    assert batch["shardId"].startswith("shardId-")


def test_bisecting_isolates_the_bad_record_and_loses_no_other(banco):
    tabla, flujo = banco.table()
    fallidas = banco.queue()
    source = StreamSource(flujo, batch=8, retries=0, bisect=True, on_failure=fallidas)
    funcion = banco.function("whole", source)
    banco.put(tabla, "a", "b", "c", "mal-d", "e", "f", "g", "h")
    with banco.pump(funcion) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
    done = [names for names in banco.deliveries(funcion) if "mal-d" not in names]
    assert sorted(name for names in done for name in names) == list("abcefgh")
    [notice] = banco.waiting(fallidas)
    assert json.loads(notice)["DDBStreamBatchInfo"]["batchSize"] == 1


def test_a_record_older_than_the_limit_is_given_up_without_being_tried(banco):
    tabla, flujo = banco.table()
    fallidas = banco.queue()
    funcion = banco.function("whole", StreamSource(flujo, max_age=0, on_failure=fallidas))
    banco.put(tabla, "a")
    with banco.pump(funcion) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
    assert banco.deliveries(funcion) == []
    [notice] = banco.waiting(fallidas)
    assert json.loads(notice)["requestContext"]["condition"] == "RecordAgeExceeded"


def test_parallel_lanes_keep_the_order_of_each_item(banco):
    tabla, flujo = banco.table()
    funcion = banco.function("partial", StreamSource(flujo, batch=2, lanes=3, partial=True))
    for version in "1234":
        banco.put(tabla, "a", "b", "c", "d", v=version)
    with banco.pump(funcion) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
    names = [name for delivery in banco.deliveries(funcion) for name in delivery]
    for item in "abcd":
        assert [n for n in names if n.startswith(item)] == [item + version for version in "1234"]


def test_a_slow_reader_does_not_delay_another_of_the_same_stream(banco):
    tabla, flujo = banco.table()
    lenta = banco.function("slow", StreamSource(flujo))
    rapida = banco.function("partial", StreamSource(flujo, partial=True))
    banco.put(tabla, "a")
    with banco.pump(lenta, rapida) as pump:
        wait_for(lambda: banco.deliveries(rapida))
        assert banco.deliveries(lenta) == []
        banco.let_go(lenta)
        pump.espera_quietud(PACIENCIA, still=0.4)
        assert banco.deliveries(lenta) == [["a"]]


def test_the_event_has_the_shape_of_lambdas(banco):
    tabla, flujo = banco.table()
    funcion = banco.function("raw", StreamSource(flujo))
    banco.put(tabla, "a", v="1")
    banco.put(tabla, "a", v="2")
    with banco.pump(funcion) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
    first, second = (record for note in banco.notes(funcion) for record in note["evento"]["Records"])
    assert (first["eventName"], second["eventName"]) == ("INSERT", "MODIFY")
    assert (first["eventSource"], first["awsRegion"]) == ("aws:dynamodb", "mx-central-1")
    assert second["eventSourceARN"] == flujo
    image = second["dynamodb"]
    assert image["Keys"] == {"id": {"S": "a"}}
    assert (image["OldImage"]["v"], image["NewImage"]["v"]) == ({"S": "1"}, {"S": "2"})
    assert image["NewImage"]["b"] == {"B": "AP8="}
    assert image["StreamViewType"] == "NEW_AND_OLD_IMAGES"
    assert isinstance(image["ApproximateCreationDateTime"], float)
    assert {"eventID", "eventVersion"} <= second.keys()
    assert {"SequenceNumber", "SizeBytes"} <= image.keys()
