"""Signals: when something is told of an auxiliar, and in which words."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.rules.reportes.senales import (
    AVISO,
    MINIMO,
    POR_HORA,
    EnCeldas,
    Enviado,
    TipoSenal,
    at_least,
    at_night,
    signals_of_cells,
    signals_of_totals,
)

TODOS = Enviado(10_000, inconsistentes=1_000, de_noche=500)


def told(propio: Enviado, todos: Enviado = TODOS) -> list[TipoSenal]:
    return [s.que for s in signals_of_totals("AUX1", propio, todos)]


@pytest.mark.parametrize(
    ("n", "malos", "esperado"),
    [
        (20, 2, []),  # as all
        (20, 5, []),  # a quarter of few
        (20, 8, [TipoSenal.INCONSISTENTES]),
        (100, 15, []),
        (100, 25, [TipoSenal.INCONSISTENTES]),
        (2000, 250, [TipoSenal.INCONSISTENTES]),  # 12.5 % of many is more than chance
        (MINIMO - 1, MINIMO - 1, []),  # all of too few
    ],
)
def test_a_share_of_inconsistent_is_told_when_chance_does_not_explain_it(n, malos, esperado):
    assert told(Enviado(n, malos)) == esperado


def test_auxiliares_who_are_all_alike_give_no_signal():
    """A whole aspirante of photocopies is seen in the aspirante's own figures."""
    assert told(Enviado(100, 50), Enviado(1000, 500)) == []
    assert told(Enviado(100, 100), Enviado(100, 100)) == []


@pytest.mark.parametrize(("n", "noche", "esperado"), [(20, 9, []), (20, 10, [TipoSenal.NOCHE]), (19, 19, [])])
def test_half_of_the_records_received_at_night_gives_a_signal(n, noche, esperado):
    assert told(Enviado(n, 0, noche)) == esperado


def test_a_signal_says_how_many_of_how_many_and_that_it_is_no_verdict():
    [senal] = signals_of_totals("AUX1", Enviado(100, 40), TODOS)
    assert (senal.auxiliar, senal.n, senal.de) == ("AUX1", 40, 100)
    assert "40 de sus 100" in senal.texto and "1000 de 10000" in senal.texto
    assert "no dictámenes" in AVISO and "No cambian la clase" in AVISO


@pytest.mark.parametrize(
    ("celdas", "esperado"),
    [
        (EnCeldas(100, 0, 0, POR_HORA), []),
        (EnCeldas(100, 0, 0, POR_HORA + 1), [TipoSenal.RITMO]),
        (EnCeldas(100, MINIMO - 1, 3, 10), []),
        (EnCeldas(100, MINIMO, 1, 10), [TipoSenal.LUGAR_COMPARTIDO]),
        (EnCeldas(100, 90, 4, 90), [TipoSenal.LUGAR_COMPARTIDO, TipoSenal.RITMO]),
    ],
)
def test_same_place_and_hour_is_told_when_shared_or_faster_than_a_person(celdas, esperado):
    assert [s.que for s in signals_of_cells("AUX1", celdas)] == esperado


def test_night_is_from_eleven_to_six_in_the_centre():
    medianoche = datetime(2027, 1, 15, 6, tzinfo=UTC)
    de_noche = [at_night(medianoche + timedelta(minutes=m)) for m in (-61, -60, 0, 359, 360)]
    assert de_noche == [False, True, True, True, False]


@pytest.mark.parametrize("todo", [1, 20, 1000])
def test_the_lower_bound_never_exceeds_the_share(todo):
    """And grows with it: none gives nothing, all of them less than all."""
    cotas = [at_least(k, todo) for k in range(todo + 1)]
    assert cotas == sorted(cotas)
    assert cotas[0] == pytest.approx(0) and cotas[-1] < 1
    assert all(c <= k / todo for k, c in enumerate(cotas))


def test_the_bound_is_wilsons():
    """Worked by hand for 10 of 100 with three deviations: (0.145 - 3 × 0.033541) ÷ 1.09."""
    assert at_least(10, 100) == pytest.approx(0.04071, abs=0.00001)
