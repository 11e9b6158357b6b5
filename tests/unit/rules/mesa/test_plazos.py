"""The Mesa's deadline and its forecast (Protocolo 13.9)."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.mesa.plazos import EstadoPlazo, arrivals_in, count_by_state, limit_of, state_of
from chalicelib.rules.mesa.pronostico import forecast, review_pace

HOY = date(2027, 2, 1)


def ago(dias: int) -> date:
    return HOY - timedelta(days=dias)


@pytest.mark.parametrize(
    ("dias", "estado"),
    [(0, "en_tiempo"), (6, "en_tiempo"), (7, "por_vencer"), (10, "por_vencer"), (11, "vencido")],
)
def test_the_tenth_day_is_in_time_and_the_seventh_warns_13_9(dias, estado):
    assert state_of(ago(dias), HOY) == estado
    assert (limit_of(ago(dias)) < HOY) == (estado == "vencido")


def test_what_is_left_at_the_pace_of_the_last_days_13_9():
    """100 a day: the 300 of nine days ago have one day left for 100 of them; the last of these 300 is 2 days late."""
    p = forecast({ago(9): 300, ago(0): 500}, Fraction(100), HOY)
    assert (p.quedan, p.ritmo, p.termina) == (800, 100.0, HOY + timedelta(days=8))
    assert (p.tarde, p.dias_tarde) == (200, 2)


def test_whoever_works_slowly_is_late_with_the_newest_too_13_9():
    p = forecast({ago(0): 1100}, Fraction(100), HOY)
    assert (p.tarde, p.dias_tarde, p.termina) == (100, 1, HOY + timedelta(days=11))


def test_without_a_pace_there_is_no_day_of_end_and_what_is_late_is_said_13_9():
    p = forecast({ago(12): 3, ago(1): 5}, Fraction(0), HOY)
    assert (p.quedan, p.termina, p.tarde, p.dias_tarde) == (8, None, 3, None)


def test_with_nothing_left_it_is_done_today_13_9():
    p = forecast({ago(3): 0}, Fraction(0), HOY)
    assert (p.quedan, p.termina, p.tarde, p.dias_tarde) == (0, HOY, 0, 0)


def test_the_pace_counts_days_without_work_but_not_those_before_the_first_13_9():
    assert review_pace([0, 0, 10, 0, 20]) == 10
    assert review_pace([0, 0]) == review_pace([]) == 0


llegadas = st.dictionaries(st.integers(0, 40).map(ago), st.integers(0, 5000), max_size=12)
ritmos = st.fractions(min_value=Fraction(1, 7), max_value=20000, max_denominator=7)


@given(st.integers(0, 60), st.integers(1, 12))
def test_the_days_of_a_state_are_those_that_have_it_13_9(dias, aviso):
    estado = state_of(ago(dias), HOY, aviso)
    for otro in EstadoPlazo:
        primero, ultimo = arrivals_in(otro, HOY, aviso)
        assert ((primero or date.min) <= ago(dias) <= ultimo) == (otro == estado)


@given(llegadas)
def test_every_record_left_is_in_one_state_13_9(pendientes):
    assert sum(count_by_state(pendientes, HOY).values()) == sum(pendientes.values())


@given(llegadas, ritmos)
def test_late_ones_are_at_least_those_late_now_and_at_most_all_13_9(pendientes, ritmo):
    p = forecast(pendientes, ritmo, HOY)
    assert count_by_state(pendientes, HOY)[EstadoPlazo.VENCIDO] <= p.tarde <= p.quedan
    assert (p.tarde > 0) == (p.dias_tarde > 0)


@given(llegadas, ritmos, ritmos)
def test_a_faster_pace_is_never_worse_13_9(pendientes, uno, otro):
    lento, rapido = (forecast(pendientes, r, HOY) for r in sorted((uno, otro)))
    assert rapido.termina <= lento.termina
    assert (rapido.tarde, rapido.dias_tarde) <= (lento.tarde, lento.dias_tarde)


@given(llegadas, ritmos)
def test_the_forecast_equals_a_review_record_by_record_13_9(pendientes, ritmo):
    pendientes = {dia: n % 60 for dia, n in pendientes.items()}
    limites = [limit_of(dia) for dia, n in sorted(pendientes.items()) for _ in range(n)]
    hechos = [HOY + timedelta(days=-((-i) // ritmo)) for i in range(1, len(limites) + 1)]
    p = forecast(pendientes, ritmo, HOY)
    assert p.termina == max(hechos, default=HOY)
    assert p.tarde == sum(hecho > limite for hecho, limite in zip(hechos, limites, strict=True))
    assert p.dias_tarde == max([0, *((h - x).days for h, x in zip(hechos, limites, strict=True))])
