"""What could not be processed is seen and put back by whoever operates the system, without doubling anything."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from chalicelib.base import aws, config
from chalicelib.store.conteo.contadores import read_totals
from consola.__main__ import main
from consola.fallidos import COLAS, FLUJO
from tests.escenario import mundo
from tests.escenario.flujo import Flujo
from tests.escenario.mensajes import left, taken
from tests.escenario.recursos import empty_queues

pytestmark = [pytest.mark.usefixtures("proceso"), pytest.mark.lento]


@pytest.fixture(autouse=True)
def colas(proceso: str) -> None:
    empty_queues()


def console(*argumentos: str) -> Result:
    salida = CliRunner().invoke(main, ["fallidos", *argumentos])
    assert salida.exit_code == 0, salida.output
    return salida


def put(cola: str, cuerpo: Any, **extra: str) -> None:
    aws.client("sqs").send_message(QueueUrl=aws.queue_url(cola), MessageBody=json.dumps(cuerpo), **extra)


def given_up(flujo: Flujo, desde: dict[str, Any], hasta: dict[str, Any]) -> dict[str, Any]:
    """What Lambda writes of a stretch of a stream that it gave up on (its on-failure destination's format)."""
    return {
        "requestContext": {
            "requestId": "00000000-0000-4000-8000-000000000000",
            "functionArn": "arn:aws:lambda:mx-central-1:123456789012:function:sintetica",
            "condition": "RetryAttemptsExhausted",
            "approximateInvokeCount": 11,
        },
        "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
        "version": "1.0",
        "timestamp": "2027-01-15T06:00:00.000Z",
        "DDBStreamBatchInfo": {
            "shardId": flujo.fragmento,
            "startSequenceNumber": desde["dynamodb"]["SequenceNumber"],
            "endSequenceNumber": hasta["dynamodb"]["SequenceNumber"],
            "approximateArrivalOfFirstRecord": "2027-01-15T05:59:00Z",
            "approximateArrivalOfLastRecord": "2027-01-15T05:59:00Z",
            "batchSize": 1,
            "streamArn": flujo.arn,
        },
    }


def test_the_depth_of_each_queue_of_failures_is_shown():
    put(COLAS["registral"][1], {"folio": "A"})
    put(COLAS["registral"][1], {"folio": "B"})
    put(FLUJO, {})
    lineas = dict(linea.split() for linea in console("ver").output.splitlines())
    assert lineas == dict.fromkeys([*COLAS, "flujo"], "0") | {"registral": "2", "flujo": "1"}


@pytest.mark.parametrize("cola", ["recepcion", "registral", "acuses", "cargas", "vista"])
def test_what_failed_goes_back_to_its_own_queue_and_leaves_the_dead_letters(cola):
    destino, origen = COLAS[cola]
    for n in range(12):
        put(origen, {"n": n})
    assert console("reponer", cola).output == "Repuestos: 12\n"
    assert sorted(m["n"] for m in taken(destino)) == list(range(12))
    assert left(origen) == 0
    assert console("reponer", cola).output == "Repuestos: 0\n"


def test_what_failed_at_the_mesa_goes_back_in_the_group_of_its_process_13_3():
    destino, origen = COLAS["mesa"]
    for n, grupo in enumerate(("PRUEBA27", "OTRO27", "PRUEBA27")):
        put(origen, {"n": n}, MessageGroupId=grupo, MessageDeduplicationId=str(n))
    console("reponer", "mesa")
    assert sorted((m["n"], m["grupo"]) for m in taken(destino)) == [
        (0, "PRUEBA27"),
        (1, "OTRO27"),
        (2, "PRUEBA27"),
    ]


def test_a_stretch_of_the_stream_is_handed_out_and_counted_and_nothing_beside_it_15_2_d():
    flujo = Flujo()
    apoyos = [mundo.receive(f"REG{n}") for n in range(4)]
    eventos = flujo.news()
    put(FLUJO, given_up(flujo, eventos[1], eventos[2]))
    assert console("reponer", "flujo").output == "Repuestos: 2\n"
    folios = [a.folio for a in apoyos[1:3]]
    assert sorted(m["folio"] for m in taken(config.COLA_REGISTRAL)) == folios
    assert sorted(m["folio"] for m in taken(config.COLA_MESA)) == folios
    assert [m["folios"] for m in taken(config.COLA_ACUSES)] == [folios]
    assert read_totals("aspirante#ASPA")["recibidos"] == 2
    assert left(FLUJO) == 0


def test_a_stretch_replayed_twice_counts_once_15_2_d():
    flujo = Flujo()
    folio = mundo.arrive("REG1", "ASPA", "P1", 0)
    mundo.review(folio, mundo.ILEGIBLE)
    eventos = flujo.news()
    for _ in range(2):
        put(FLUJO, given_up(flujo, eventos[0], eventos[-1]))
        assert console("reponer", "flujo").output == "Repuestos: 3\n"
    assert read_totals("aspirante#ASPA") == {
        "inciso#13.7 m)#Sin firma": 1,
        "recibidos": 1,
        "verificados": 1,
        "revisados": 1,
        "noche": 1,
        "clase#con_inconsistencia": 1,
        "dia#2027-01-11": 1,
        "modo#auxiliar": 1,
    }
    assert len(taken(config.COLA_REGISTRAL)) == 2  # once for each replay, and the consumer bears it


def test_records_removed_meanwhile_are_passed_over():
    flujo = Flujo()
    mundo.receive("REG1").delete()
    mundo.receive("REG2")
    eventos = flujo.news()
    assert [e["eventName"] for e in eventos] == ["INSERT", "REMOVE", "INSERT"]
    put(FLUJO, given_up(flujo, eventos[1], eventos[2]))
    assert console("reponer", "flujo").output == "Repuestos: 1\n"


def test_a_record_that_a_reader_set_aside_is_done_from_the_table_however_late_15_2_d():
    """The stream itself forgets after 24 hours; what a reader set aside has the record's key."""
    mundo.open_world()
    apoyo, borrado = mundo.receive("REG1"), mundo.receive("REG2")
    borrado.delete()
    for folio in (apoyo.folio, borrado.folio):
        put(FLUJO, {"llaves": {"folio": {"S": folio}}})
    assert console("reponer", "flujo").output == "Repuestos: 1\n"
    assert taken(config.COLA_REGISTRAL) == [{"folio": apoyo.folio}]
    assert read_totals("aspirante#ASPA")["recibidos"] == 1
    assert left(FLUJO) == 0


def test_a_stretch_that_fails_is_tried_once_and_stays_for_the_next_pass_and_the_rest_is_done():
    flujo = Flujo()
    folio = mundo.receive("REG1").folio
    [evento] = flujo.news()
    put(FLUJO, {"de": "nadie"})
    put(FLUJO, given_up(flujo, evento, evento))
    for repuestos in (1, 0):
        salida = CliRunner().invoke(main, ["fallidos", "reponer", "flujo"])
        assert salida.exit_code == 1
        assert f"Repuestos: {repuestos}" in salida.output
        assert "1 tramos" in salida.output
        assert "conciliar" in salida.output
    assert [m["folio"] for m in taken(config.COLA_REGISTRAL)] == [folio]
    assert console("ver").output.splitlines()[-1].split() == ["flujo", "1"]
