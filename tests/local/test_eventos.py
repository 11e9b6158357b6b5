"""The pump as a whole: chaos, rest, and what it says when there is none."""

import pytest

from local.plantilla import QueueSource, StreamSource
from tests.local.esperas import PACIENCIA, wait_for, wait_until_it_says

pytestmark = pytest.mark.nube


def flat(deliveries):
    return [name for names in deliveries for name in names]


def test_chaos_delivers_each_message_in_two_invocations_and_another_order(banco):
    cola = banco.queue()
    funcion = banco.function("partial", QueueSource(cola, partial=True))
    names = [f"m{number:02}" for number in range(24)]
    banco.send(cola, *names)
    with banco.pump(funcion, chaos=True) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
    deliveries = banco.deliveries(funcion)
    assert sorted(flat(deliveries)) == sorted(names * 2)
    assert all(len(set(batch)) == len(batch) <= 10 for batch in deliveries)
    assert any(batch != sorted(batch) for batch in deliveries)  # a short one may come in order by chance


def test_chaos_delivers_each_record_in_two_invocations_and_another_order(banco):
    tabla, flujo = banco.table()
    funcion = banco.function("partial", StreamSource(flujo, batch=10, partial=True))
    names = [f"r{number:02}" for number in range(24)]
    banco.put(tabla, *names)
    with banco.pump(funcion, chaos=True) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
    deliveries = banco.deliveries(funcion)
    assert sorted(flat(deliveries)) == sorted(names * 2)
    assert all(len(set(batch)) == len(batch) <= 10 for batch in deliveries)
    assert any(batch != sorted(batch) for batch in deliveries)  # a short one may come in order by chance


def test_chaos_still_brings_back_what_failed(banco):
    """A batch that took longer than the visibility timeout would rightly come again whole: here none does."""
    cola = banco.queue()
    tabla, flujo = banco.table()
    de_cola = banco.function("partial", QueueSource(cola, partial=True))
    de_flujo = banco.function("partial", StreamSource(flujo, partial=True))
    banco.send(cola, "tarde-1", "bien-2")
    banco.put(tabla, "tarde-3", "bien-4")
    with banco.pump(de_cola, de_flujo, chaos=True, retry_after=1) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
    assert flat(banco.deliveries(de_cola)).count("tarde-1") > 2
    assert flat(banco.deliveries(de_cola)).count("bien-2") == 2
    assert flat(banco.deliveries(de_flujo)).count("tarde-3") > 2


def test_chaos_repeats_a_fifo_group_without_breaking_its_order(banco):
    cola = banco.queue(fifo=True)
    funcion = banco.function("in_order", QueueSource(cola, partial=True))
    banco.send(cola, "a1", "a2", "a3", group="a")
    with banco.pump(funcion, chaos=True) as pump:
        pump.espera_quietud(PACIENCIA, still=0.4)
    names = flat(banco.deliveries(funcion))
    assert sorted(names) == sorted(["a1", "a2", "a3"] * 2)
    assert list(dict.fromkeys(names)) == ["a1", "a2", "a3"]


def test_it_is_not_quiet_while_a_handler_works_and_says_which(banco):
    tabla, flujo = banco.table()
    funcion = banco.function("slow", StreamSource(flujo))
    banco.put(tabla, "a")
    with banco.pump(funcion) as pump:
        wait_until_it_says(pump, f"{funcion.name} está en ejecución")
        banco.let_go(funcion)
        pump.espera_quietud(PACIENCIA, still=0.4)
    assert banco.deliveries(funcion) == [["a"]]


def test_it_is_not_quiet_while_a_message_waits_for_its_next_try_or_its_delay(banco):
    cola = banco.queue()
    diferida = banco.queue(DelaySeconds="60")
    funcion = banco.function("partial", QueueSource(cola, partial=True), QueueSource(diferida))
    banco.send(cola, "mal-1")
    banco.send(diferida, "luego")
    with banco.pump(funcion) as pump:
        wait_for(lambda: banco.deliveries(funcion))
        dicho = wait_until_it_says(
            pump, f"{cola.rsplit(':', 1)[1]} tiene 0 visibles, 1 en proceso y 0 diferidos"
        )
    assert f"{diferida.rsplit(':', 1)[1]} tiene 0 visibles, 0 en proceso y 1 diferidos" in dicho


def test_a_handler_that_cannot_be_imported_is_a_failed_invocation(banco):
    cola = banco.queue()
    funcion = banco.function("no_existe", QueueSource(cola))
    banco.send(cola, "uno")
    with banco.pump(funcion) as pump:
        wait_for(lambda: pump.estado()["funciones"][funcion.name]["errores"])
        assert pump.estado()["funciones"][funcion.name] == {"invocaciones": 1, "errores": 1, "eventos": 1}
    assert "no_existe" in (banco.nube.build / f"{funcion.name}.log").read_text()
