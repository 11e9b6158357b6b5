"""Queues are served as Lambda serves them (its guide, "Using Lambda with Amazon SQS").

Where a short visibility timeout brings a message back there is one poller: beside a second one, a batch that a busy
machine holds for longer would rightly be delivered again.
"""

import json
import time

import pytest

from local.lotes import failed_ids
from local.plantilla import QueueSource
from tests.local.esperas import PACIENCIA

pytestmark = pytest.mark.nube


def test_only_the_failed_message_of_a_batch_is_delivered_again(banco):
    cola = banco.queue(VisibilityTimeout="1")
    funcion = banco.function("partial", QueueSource(cola, partial=True))
    banco.send(cola, "bien-1", "tarde-2", "bien-3")
    with banco.pump(funcion, pollers=1) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
    assert banco.deliveries(funcion) == [["bien-1", "tarde-2", "bien-3"], ["tarde-2"]]


def test_without_partial_answers_an_error_brings_the_whole_batch_back(banco):
    cola = banco.queue(VisibilityTimeout="1")
    funcion = banco.function("whole", QueueSource(cola))
    banco.send(cola, "bien-1", "tarde-2")
    with banco.pump(funcion, pollers=1) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
    assert banco.deliveries(funcion) == [["bien-1", "tarde-2"]] * 2


def test_a_failed_message_comes_back_only_when_its_visibility_timeout_ends(banco):
    cola = banco.queue(VisibilityTimeout="2")
    funcion = banco.function("partial", QueueSource(cola, partial=True))
    banco.send(cola, "tarde-1")
    start = time.monotonic()
    with banco.pump(funcion, pollers=1) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
    assert banco.deliveries(funcion) == [["tarde-1"]] * 2
    assert time.monotonic() - start > 2


def test_retry_after_brings_a_failed_message_back_sooner(banco):
    cola = banco.queue(VisibilityTimeout="300")
    funcion = banco.function("partial", QueueSource(cola, partial=True))
    banco.send(cola, "tarde-1")
    with banco.pump(funcion, retry_after=0) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
    assert banco.deliveries(funcion) == [["tarde-1"]] * 2


def test_a_message_that_always_fails_goes_to_the_dead_letter_queue_after_max_receive_count(banco):
    muertas = banco.queue()
    policy = json.dumps({"deadLetterTargetArn": muertas, "maxReceiveCount": "2"})
    cola = banco.queue(VisibilityTimeout="1", RedrivePolicy=policy)
    funcion = banco.function("partial", QueueSource(cola, partial=True))
    banco.send(cola, "mal-1", "bien-2")
    with banco.pump(funcion, pollers=1) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
        assert pump.estado()["colas_muertas"] == {muertas.rsplit(":", 1)[1]: 1}
    assert sum("mal-1" in names for names in banco.deliveries(funcion)) == 2
    assert banco.waiting(muertas) == ["mal-1"]


def test_a_fifo_group_waits_for_its_failed_message_and_other_groups_do_not(banco):
    cola = banco.queue(fifo=True)
    funcion = banco.function("in_order", QueueSource(cola, partial=True, batch=3))
    banco.send(cola, "a1", "tarde-a2", "a3", "a4", group="a")
    banco.send(cola, "b1", "b2", group="b")
    with banco.pump(funcion, pollers=2, retry_after=2) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
    names = [name for delivery in banco.deliveries(funcion) for name in delivery]
    assert [n for n in names if "a" in n] == ["a1", "tarde-a2", "tarde-a2", "a3", "a4"]
    assert [n for n in names if n.startswith("b")] == ["b1", "b2"]
    assert names.index("b2") < names.index("a3")


def test_a_handler_killed_half_way_is_served_by_a_new_process(banco):
    cola = banco.queue(VisibilityTimeout="1")
    funcion = banco.function("dies_first", QueueSource(cola))
    banco.send(cola, "uno")
    with banco.pump(funcion, pollers=1) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
        assert pump.estado()["funciones"][funcion.name] == {"invocaciones": 2, "errores": 1, "eventos": 2}
    first, second = banco.notes(funcion)
    assert first["nombres"] == second["nombres"] == ["uno"]
    assert first["pid"] != second["pid"]


def test_a_handler_that_outlives_its_timeout_is_killed_and_its_batch_delivered_again(banco):
    cola = banco.queue(VisibilityTimeout="2")
    funcion = banco.function("hangs_first", QueueSource(cola), timeout=1)
    banco.send(cola, "uno")
    with banco.pump(funcion, pollers=1) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
    first, second = banco.notes(funcion)
    assert first["pid"] != second["pid"]
    assert "Task timed out after 1.00 seconds" in (banco.nube.build / f"{funcion.name}.log").read_text()


def test_one_process_serves_one_invocation_after_another(banco):
    cola = banco.queue()
    funcion = banco.function("partial", QueueSource(cola, batch=1, partial=True))
    banco.send(cola, "a", "b", "c")
    with banco.pump(funcion, pollers=1) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
    assert len({note["pid"] for note in banco.notes(funcion)}) == 1


def test_batches_grow_over_ten_messages_within_the_window(banco):
    cola = banco.queue()
    funcion = banco.function("partial", QueueSource(cola, batch=25, window=1, partial=True))
    banco.send(cola, *(f"m{number}" for number in range(30)))
    with banco.pump(funcion, pollers=1) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
    assert [len(names) for names in banco.deliveries(funcion)] == [25, 5]


def test_the_event_has_the_shape_of_lambdas(banco):
    cola = banco.queue()
    funcion = banco.function("raw", QueueSource(cola), timeout=7)
    banco.nube.client("sqs").send_message(
        QueueUrl=banco.url(cola),
        MessageBody="{}",
        MessageAttributes={"tipo": {"DataType": "String", "StringValue": "alta"}},
    )
    with banco.pump(funcion) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
    [note] = banco.notes(funcion)
    [record] = note["evento"]["Records"]
    assert record["eventSource"] == "aws:sqs"
    assert record["eventSourceARN"] == cola
    assert record["awsRegion"] == "mx-central-1"
    assert record["body"] == "{}"
    assert record["md5OfBody"] == "99914b932bd37a50b983c5e7c90ae93b"
    assert record["attributes"]["ApproximateReceiveCount"] == "1"
    assert record["messageAttributes"]["tipo"]["stringValue"] == "alta"
    assert {"messageId", "receiptHandle"} <= record.keys()
    assert 5000 < note["quedan"] <= 7000
    assert note["arn"].endswith(f":function:{funcion.name}")


@pytest.mark.parametrize(
    ("answer", "failed"),
    [
        (None, set()),
        ({}, set()),
        ({"batchItemFailures": []}, set()),
        ({"batchItemFailures": None}, set()),
        ({"batchItemFailures": [{"itemIdentifier": "1"}]}, {"1"}),
        ({"batchItemFailures": [{"itemIdentifier": "9"}]}, {"1", "2"}),
        ({"batchItemFailures": [{"itemIdentifier": ""}]}, {"1", "2"}),
        ({"batchItemFailures": [{"itemIdentifier": None}]}, {"1", "2"}),
        ({"batchItemFailures": [{"id": "1"}]}, {"1", "2"}),
        ({"batchItemFailures": ["1"]}, {"1", "2"}),
        ({"batchItemFailures": "1"}, {"1", "2"}),
        (["1"], {"1", "2"}),
    ],
)
def test_a_partial_answer_is_read_as_lambda_reads_it(answer, failed):
    assert failed_ids(answer, ["1", "2"], partial=True) == failed
    assert failed_ids(answer, ["1", "2"], partial=False) == set()
