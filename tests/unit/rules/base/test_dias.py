"""Days of the centre, also of when clocks were changed (Protocolo 6.1 A, 18.7)."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.rules.base.dias import day_span, utc_days


@pytest.mark.parametrize(
    ("dia", "inicio", "horas"),
    [
        ("2027-01-15", datetime(2027, 1, 15, 6, tzinfo=UTC), 24),
        ("2027-07-15", datetime(2027, 7, 15, 6, tzinfo=UTC), 24),  # no summer time since 2022
        ("2022-04-03", datetime(2022, 4, 3, 6, tzinfo=UTC), 23),
        ("2022-10-30", datetime(2022, 10, 30, 5, tzinfo=UTC), 25),
    ],
)
def test_a_day_of_the_centre_in_utc(dia, inicio, horas):
    assert day_span(dia) == (inicio, inicio + timedelta(hours=horas))


@pytest.mark.parametrize("dia", ["2027-02-30", "hoy", "", "0000-01-01"])
def test_there_is_no_such_day(dia):
    with pytest.raises(ValueError, match=r".+"):
        day_span(dia)


def test_a_day_of_the_centre_lies_in_two_of_utc():
    assert utc_days(*day_span("2027-01-15")) == ["2027-01-15", "2027-01-16"]


def test_the_instant_that_ends_a_stretch_is_not_in_it():
    medianoche = datetime(2027, 1, 16, tzinfo=UTC)
    assert utc_days(medianoche - timedelta(hours=1), medianoche) == ["2027-01-15"]
