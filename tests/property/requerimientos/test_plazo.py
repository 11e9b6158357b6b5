"""Seventy-two working hours against an oracle that walks minute by quarter of an hour (16.2)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.base.centro import CENTRO
from chalicelib.rules.requerimientos.plazo import (
    PLAZO,
    EstadoPlazoLegal,
    deadline,
    requirement_state,
    working_day,
)

CUARTO = timedelta(minutes=15)
PRIMERO = datetime(2026, 12, 20, 6, tzinfo=UTC)
INSTANTES = st.integers(0, 96 * 60).map(lambda n: PRIMERO + n * CUARTO)
DIAS = st.frozensets(st.integers(0, 70).map(lambda n: date(2026, 12, 20) + timedelta(days=n)), max_size=20)


def oracle(desde: datetime, inhabiles: frozenset[date]) -> datetime:
    """A quarter of an hour at a time, counted when its beginning is in a working day."""
    ahora, pasado = desde, timedelta()
    while pasado < PLAZO:
        if working_day(ahora.astimezone(CENTRO).date(), inhabiles):
            pasado += CUARTO
        ahora += CUARTO
    return ahora


@given(INSTANTES, DIAS)
def test_the_deadline_is_where_a_slow_count_of_working_time_ends_16_2(desde, inhabiles):
    assert deadline(desde, lambda d: working_day(d, inhabiles)) == oracle(desde, inhabiles)


@given(INSTANTES, DIAS, st.integers(0, 96 * 20))
def test_the_state_of_a_requirement_follows_from_its_deadline_alone(desde, inhabiles, cuartos):
    ahora = desde + cuartos * CUARTO
    estado = requirement_state(desde, ahora, lambda d: working_day(d, inhabiles))
    assert (estado is EstadoPlazoLegal.VENCIDO) is (ahora > oracle(desde, inhabiles))


def test_the_weekend_after_a_friday_night_does_not_count_16_2():
    viernes = datetime(2027, 1, 15, 18, tzinfo=CENTRO)
    assert deadline(viernes, lambda d: working_day(d, frozenset())) == datetime(
        2027, 1, 20, 18, tzinfo=CENTRO
    )
    lunes = frozenset({date(2027, 1, 18)})
    assert deadline(viernes, lambda d: working_day(d, lunes)) == datetime(2027, 1, 21, 18, tzinfo=CENTRO)


def test_a_calendar_without_working_days_is_told_and_not_waited_for():
    with pytest.raises(ValueError, match="no working days"):
        deadline(PRIMERO, lambda _: False)
