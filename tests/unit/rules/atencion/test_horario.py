"""Hours of attention, Monday to Friday 09:00-18:00 of the centre (Protocolo 17.3)."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.rules.atencion.horario import Horario
from chalicelib.rules.base.centro import CENTRO

H = Horario(frozenset({"2027-03-15", "2027-12-31"}))


def at(texto: str) -> datetime:
    """A local time of the centre."""
    return datetime.fromisoformat(texto).replace(tzinfo=CENTRO)


@pytest.mark.parametrize(
    ("momento", "abierto"),
    [
        ("2027-03-12 08:59:59", False),  # Friday
        ("2027-03-12 09:00", True),
        ("2027-03-12 17:59:59", True),
        ("2027-03-12 18:00", False),
        ("2027-03-13 12:00", False),  # Saturday
        ("2027-03-14 12:00", False),  # Sunday
        ("2027-03-15 12:00", False),  # a day without attention
        ("2027-03-16 12:00", True),
        ("2022-10-28 09:30", True),  # summer time, which ended on 30 October 2022 for ever
        ("2022-10-31 09:30", True),
    ],
)
def test_they_attend_from_nine_to_six_17_3(momento, abierto):
    assert H.is_open(at(momento)) is abierto


@pytest.mark.parametrize(
    ("momento", "apertura"),
    [
        ("2027-03-11 10:15", "2027-03-11 10:15"),
        ("2027-03-11 07:00", "2027-03-11 09:00"),
        ("2027-03-11 18:00", "2027-03-12 09:00"),
        ("2027-03-12 18:00", "2027-03-16 09:00"),  # over the weekend and the day without attention
        ("2027-12-30 23:00", "2028-01-03 09:00"),
    ],
)
def test_what_comes_outside_the_hours_waits_for_the_next_opening_17_3(momento, apertura):
    assert H.next_opening(at(momento)) == at(apertura)


@pytest.mark.parametrize(
    ("momento", "horas", "limite"),
    [
        ("2027-03-11 10:00", 2, "2027-03-11 12:00"),
        ("2027-03-11 10:00", 8, "2027-03-11 18:00"),
        ("2027-03-11 10:00", 9, "2027-03-12 10:00"),
        ("2027-03-12 17:00", 9, "2027-03-16 17:00"),
        ("2027-03-13 12:00", 9, "2027-03-16 18:00"),
        ("2022-10-28 17:00", 2, "2022-10-31 10:00"),  # across the end of summer time
        ("2022-04-01 17:00", 2, "2022-04-04 10:00"),  # across its beginning
        ("2027-03-11 10:00", 72, "2027-03-24 10:00"),
    ],
)
def test_a_plazo_runs_in_working_time_17_3(momento, horas, limite):
    assert H.deadline(at(momento), timedelta(hours=horas)) == at(limite)


def test_the_hours_are_those_of_the_centre_whatever_the_zone_of_the_instant_17_3():
    assert H.is_open(datetime(2027, 3, 11, 15, tzinfo=UTC))
    assert not H.is_open(datetime(2027, 3, 11, 14, 59, tzinfo=UTC))


def test_an_instant_without_a_zone_is_nobodys():
    with pytest.raises(ValueError, match="zona"):
        H.is_open(datetime(2027, 3, 11, 15))  # noqa: DTZ001
