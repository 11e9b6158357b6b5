"""A batch fails by piece of work, and its log says nothing of what the messages hold (Protocolo 18.5)."""

from collections.abc import Iterator
from io import StringIO
from logging import StreamHandler

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from chalice.app import SQSEvent

from chalicelib.base import aws, config
from chalicelib.base.registro import log
from chalicelib.borde.lotes import by_group
from chalicelib.store.base.transacciones import Contienda
from chalicelib.vault.errores import CamposInvalidos
from chalicelib.workflows.apoyos.hechos import ApoyoDesconocido
from tests.escenario.mensajes import batch, failed, taken
from tests.escenario.recursos import empty_queues

CUERPOS = [{"grupo": g, "n": n} for n, g in enumerate("ABACB")]


@pytest.fixture
def bitacora() -> Iterator[StringIO]:
    """What the log writes, as it writes it."""
    salida = StringIO()
    destino = StreamHandler(salida)
    destino.setFormatter(log.registered_formatter)
    log.addHandler(destino)
    yield salida
    log.removeHandler(destino)


def ours(cuerpo):
    return {"n": 0, **cuerpo, "grupo": cuerpo["grupo"]}


def run(work, *cuerpos, group=lambda c: c["grupo"]) -> list[str]:
    return failed(by_group(SQSEvent(batch(*cuerpos), None), ours, group, work))


def test_each_group_is_one_piece_of_work_in_the_order_of_arrival():
    vistos = []
    assert run(vistos.append, *CUERPOS) == []
    assert [[c["n"] for c in grupo] for grupo in vistos] == [[0, 2], [1, 4], [3]]


def test_without_groups_each_message_is_its_own_piece_of_work():
    vistos = []
    assert run(vistos.append, *CUERPOS, group=None) == []
    assert [[c["n"] for c in grupo] for grupo in vistos] == [[0], [1], [2], [3], [4]]


def test_only_the_failing_group_comes_again_and_all_of_it():
    def work(cuerpos):
        if cuerpos[0]["grupo"] == "B":
            raise ValueError

    assert run(work, *CUERPOS) == ["m1", "m4"]


def test_a_message_that_is_not_ours_fails_alone():
    vistos = []
    assert run(vistos.append, "esto no es JSON", {"grupo": "A", "n": 0}, {"n": 1}, [1], "7") == [
        "m0",
        "m2",
        "m3",
        "m4",
    ]
    assert vistos == [[{"grupo": "A", "n": 0}]]


def test_a_message_of_the_wrong_form_does_not_take_its_group_along():
    def parse(cuerpo):
        return cuerpo["grupo"], cuerpo["n"]

    vistos = []
    lote = batch({"grupo": "A", "n": 1}, {"grupo": "A"}, {"grupo": "A", "n": 2})
    respuesta = by_group(SQSEvent(lote, None), parse, lambda m: m[0], vistos.append)
    assert failed(respuesta) == ["m1"]
    assert vistos == [[("A", 1), ("A", 2)]]


def test_the_log_names_messages_kind_and_place_and_nothing_of_their_text_18_5(bitacora):
    def work(cuerpos):
        raise ValueError(f"no entiendo {cuerpos}")

    run(work, {"grupo": "A", "clave_elector": "HRGRJN82050602H900"}, "HRGRJN82050602H900")
    lineas = bitacora.getvalue()
    assert all(
        s in lineas for s in ('"m0"', '"m1"', "ValueError", "test_lotes.py:", "no procesado", "mensaje ajeno")
    )
    assert "HRGRJN82050602H900" not in lineas
    assert "Traceback" not in lineas


def test_the_log_keeps_the_words_of_our_own_errors(bitacora):
    def work(cuerpos):
        raise ApoyoDesconocido("ASPA-AUX1-DISP1-REG1")

    run(work, CUERPOS[0])
    assert "ASPA-AUX1-DISP1-REG1" in bitacora.getvalue()


def again(error: Exception, veces: int) -> tuple[list[str], list[int], int]:
    """Of a message that fails so for that many times: what comes again, after how many seconds, and dead letters."""
    empty_queues()
    evento = batch({"folio": "F1"})
    evento["Records"][0]["attributes"] = {"ApproximateReceiveCount": str(veces)}
    esperas: list[int] = []

    def note(params, **_):
        esperas.append(params["VisibilityTimeout"])

    def fail(_):
        raise error

    eventos = aws.client("sqs").meta.events
    eventos.register("provide-client-params.sqs.ChangeMessageVisibility", note)
    try:
        vuelven = failed(
            by_group(SQSEvent(evento, None), lambda c: c["folio"], None, fail, config.COLA_VISTA)
        )
    finally:
        eventos.unregister("provide-client-params.sqs.ChangeMessageVisibility", note)
    return vuelven, esperas, len(taken(f"{config.COLA_VISTA}-fallidos"))


CAIDA = ClientError({"Error": {"Code": "ServiceUnavailable"}}, "Decrypt")


@pytest.mark.parametrize(("veces", "mayor"), [(1, 10), (2, 20), (6, 320), (7, 600), (99, 600)])
@pytest.mark.parametrize("error", [CAIDA, Contienda(), ReadTimeoutError(endpoint_url="x")])
def test_a_failure_that_may_pass_is_retried_ever_later_up_to_ten_minutes(aws_fingido, error, veces, mayor):
    vuelven, [espera], muertos = again(error, veces)
    assert (vuelven, muertos) == (["m0"], 0)
    assert mayor / 2 <= espera <= mayor


@pytest.mark.parametrize(
    "error", [LookupError(), ValueError(), CamposInvalidos("campos_alterados"), AttributeError()]
)
def test_a_failure_that_repeating_cannot_mend_is_set_aside_within_a_minute(aws_fingido, error):
    assert again(error, 4) == (["m0"], [10], 0)
    assert again(error, 5) == ([], [], 1)
