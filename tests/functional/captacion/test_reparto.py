"""Each new record is handed once to the registry, the receipts and the Mesa (Protocolo 9.14, 13.1)."""

import pytest
from chalice.app import DynamoDBEvent

from chalicelib.base import aws, config
from chalicelib.borde.flujo import by_batch
from chalicelib.handlers.eventos.reparto import reparto
from tests.escenario import mundo
from tests.escenario.flujo import Flujo, event
from tests.escenario.mensajes import taken
from tests.escenario.recursos import empty_queues

pytestmark = pytest.mark.usefixtures("proceso")


@pytest.fixture(autouse=True)
def colas(proceso: str) -> None:
    empty_queues()


def test_a_new_record_goes_to_the_three_who_work_on_it_13_1():
    flujo = Flujo()
    apoyo = mundo.receive("REG1")
    reparto(event(flujo.news()), None)
    assert taken(config.COLA_REGISTRAL) == [{"folio": apoyo.folio}]
    assert taken(config.COLA_ACUSES) == [{"auxiliar": "AUX1", "folios": [apoyo.folio]}]
    assert taken(config.COLA_MESA) == [
        {
            "folio": apoyo.folio,
            "proceso": mundo.PROCESO,
            "recibido_en": apoyo.recibido_en,
            "grupo": mundo.PROCESO,
        }
    ]


def test_a_record_that_only_changed_is_handed_to_nobody():
    flujo = Flujo()
    folio = mundo.arrive("REG1", "ASPA", "P1", 0)
    mundo.review(folio, mundo.ILEGIBLE)
    eventos = flujo.news()
    assert [e["eventName"] for e in eventos] == ["INSERT", "MODIFY", "MODIFY"]
    reparto(event(eventos[1:]), None)
    assert taken(config.COLA_REGISTRAL) == taken(config.COLA_MESA) == taken(config.COLA_ACUSES) == []


def test_the_receipts_of_one_auxiliar_are_asked_for_in_one_message_9_14():
    flujo = Flujo()
    folios = [mundo.receive(f"REG{n}").folio for n in range(12)]
    ajeno = mundo.receive("REG1", "ASPB").folio
    reparto(event(flujo.news()), None)
    assert taken(config.COLA_ACUSES) == [
        {"auxiliar": "AUX1", "folios": sorted(folios)},
        {"auxiliar": "AUX2", "folios": [ajeno]},
    ]
    assert len(taken(config.COLA_REGISTRAL)) == len(taken(config.COLA_MESA)) == 13


def test_a_repeated_event_reaches_the_mesa_once_13_3():
    """The queue itself drops it, within five minutes; later, the Mesa knows the record."""
    flujo = Flujo()
    mundo.receive("REG1")
    eventos = flujo.news()
    reparto(event(eventos), None)
    reparto(event(eventos), None)
    assert len(taken(config.COLA_MESA)) == 1


def test_a_queue_that_cannot_be_reached_makes_the_whole_event_come_again():
    flujo = Flujo()
    mundo.receive("REG1")
    aws.client("sqs").delete_queue(QueueUrl=aws.queue_url(config.COLA_ACUSES))
    with pytest.raises(aws.client("sqs").exceptions.QueueDoesNotExist):
        reparto(event(flujo.news()), None)


def test_a_record_that_no_repetition_mends_is_set_aside_after_the_others_were_handed_out():
    flujo = Flujo()
    bueno, malo = mundo.receive("REG1"), mundo.receive("REG2")
    eventos = flujo.news()
    del eventos[1]["dynamodb"]["NewImage"]["proceso"]
    assert reparto(event(eventos), None) == {"batchItemFailures": []}
    assert taken(config.COLA_REGISTRAL) == [{"folio": bueno.folio}]
    assert taken(config.FALLIDOS_FLUJO) == [{"llaves": {"folio": {"S": malo.folio}}}]


def test_while_a_queue_cannot_be_reached_nothing_is_set_aside():
    """The batch comes again, for hours if need be: each time it would leave another message."""
    flujo = Flujo()
    mundo.receive("REG1"), mundo.receive("REG2")
    eventos = flujo.news()
    del eventos[1]["dynamodb"]["NewImage"]["proceso"]
    aws.client("sqs").delete_queue(QueueUrl=aws.queue_url(config.COLA_REGISTRAL))
    for _ in range(20):
        with pytest.raises(aws.client("sqs").exceptions.QueueDoesNotExist):
            reparto(event(eventos), None)
    assert taken(config.FALLIDOS_FLUJO) == []


def test_work_that_fails_for_good_is_halved_by_lambda_and_set_aside_when_it_comes_alone():
    def work(leidos):
        if {"REG2"} & set(leidos):
            raise LookupError("synthetic")

    flujo = Flujo()
    folios = [mundo.receive(f"REG{n}").folio for n in (1, 2)]
    eventos = [DynamoDBEvent({"Records": [r]}, None) for r in event(flujo.news())["Records"]]
    juntos = DynamoDBEvent({"Records": [r for e in eventos for r in e.to_dict()["Records"]]}, None)

    def read(imagen):
        return "REG2" if imagen["folio"]["S"] == folios[1] else "REG1"

    with pytest.raises(LookupError):
        by_batch(juntos, {"INSERT"}, read, work)
    assert taken(config.FALLIDOS_FLUJO) == []
    for uno in eventos:
        by_batch(uno, {"INSERT"}, read, work)
    assert taken(config.FALLIDOS_FLUJO) == [{"llaves": {"folio": {"S": folios[1]}}}]
