"""Work that meets the function's end is a failure of a known kind, and no death (docs/decisions/0272)."""

import contextlib
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from chalice.app import SQSEvent

from chalicelib.base import config
from chalicelib.borde.lotes import VECES_DEFINITIVO, by_group
from chalicelib.borde.plazos import RESERVA, Plazo, PlazoAgotado, lambda_deadline
from tests.escenario.mensajes import batch, failed, left
from tests.escenario.recursos import empty_queues

pytestmark = pytest.mark.usefixtures("aws_fingido")
UN_MOMENTO = 0.05


class Contexto:
    """What Lambda tells of an invocation that has so many seconds left whenever it is asked."""

    def __init__(self, segundos: float) -> None:
        self.segundos = segundos

    def get_remaining_time_in_millis(self) -> int:
        return int(1000 * self.segundos)


def compute() -> None:
    while True:
        pass


def wait() -> None:
    """As for an answer that does not come."""
    threading.Event().wait()


def swallow() -> None:
    """Code that catches what it calls errors."""
    while True:
        with contextlib.suppress(Exception):
            wait()


def ended(work: Callable[[], None], usado: float, parte: float = 1.0) -> PlazoAgotado:
    """How the work ends when the deadline comes after ten seconds, of which `usado` were the processor's."""
    reloj, procesador = iter((100.0, 110.0)), iter((7.0, 7.0 + usado))
    plazo = Plazo(lambda: RESERVA + UN_MOMENTO, lambda: next(reloj), lambda: next(procesador), parte=parte)
    with pytest.raises(PlazoAgotado) as error, plazo.guard():
        work()
    return error.value


@pytest.mark.parametrize("work", [compute, wait, swallow])
def test_whatever_the_work_does_it_ends_in_time(work):
    assert ended(work, 0.1).computa is False


@pytest.mark.parametrize(
    ("usado", "parte", "computa"), [(9, 1, True), (0.2, 1, False), (2.5, 0.29, True), (0.5, 0.29, False)]
)
def test_processor_time_tells_computing_from_waiting_in_a_small_function_too(usado, parte, computa):
    assert ended(wait, usado, parte).computa is computa


def test_work_that_ends_by_itself_is_left_alone_and_no_alarm_is_left_behind():
    plazo = lambda_deadline(Contexto(RESERVA + UN_MOMENTO))
    for _ in range(3):
        with plazo.guard():
            pass
    threading.Event().wait(2 * UN_MOMENTO)


def test_the_deadline_is_the_invocations_own():
    evento = SQSEvent(batch({"que": "espera"}), Contexto(RESERVA + UN_MOMENTO))
    assert failed(by_group(evento, lambda c: c, None, lambda _: wait())) == ["m0"]


def test_without_a_context_there_is_no_deadline_and_without_time_no_beginning():
    with lambda_deadline(None).guard():
        pass
    with pytest.raises(PlazoAgotado), replace(Plazo(), quedan=lambda: RESERVA / 2).guard():
        raise AssertionError("no debe empezar")


def run(
    veces: int, *cuerpos: Any, segundos: float = RESERVA + UN_MOMENTO, usado: float | None = None
) -> list[str]:
    """A batch whose messages come for that time, in a function that has so long.

    `usado`: of ten seconds, those that the processor will be said to have worked.
    """
    plazo = lambda_deadline(Contexto(segundos))
    if usado is not None:
        reloj, procesador = iter((0.0, 10.0)), iter((0.0, usado))
        plazo = replace(plazo, reloj=lambda: next(reloj), procesador=lambda: next(procesador))
    evento = batch(*cuerpos)
    for r in evento["Records"]:
        r["attributes"] = {"ApproximateReceiveCount": str(veces)}
    trabajos = {"computa": compute, "espera": wait, "bien": lambda: None}
    return failed(
        by_group(
            SQSEvent(evento, None),
            lambda c: str(c["que"]),
            None,
            lambda q: trabajos[q[0]](),
            config.COLA_VISTA,
            plazo,
        )
    )


def test_a_message_that_computes_to_the_end_is_set_aside_the_fifth_time():
    empty_queues()
    computa = {"que": "computa"}
    assert run(VECES_DEFINITIVO - 1, computa, usado=9.0) == ["m0"]
    assert left(f"{config.COLA_VISTA}-fallidos") == 0
    assert run(VECES_DEFINITIVO, computa, usado=9.0) == []
    assert left(f"{config.COLA_VISTA}-fallidos") == 1


def test_one_that_waits_for_aws_comes_again_however_often_and_nobody_is_called():
    empty_queues()
    for veces in (5, 20, 90):
        assert run(veces, {"que": "espera"}, usado=0.1) == ["m0"]
    assert left(f"{config.COLA_VISTA}-fallidos") == 0


def test_what_was_done_before_is_done_and_what_had_not_begun_comes_again():
    assert run(1, {"que": "bien"}, {"que": "espera"}, {"que": "bien"}) == ["m1"]
    assert run(1, {"que": "bien"}, {"que": "bien"}, segundos=RESERVA / 2) == ["m0", "m1"]
