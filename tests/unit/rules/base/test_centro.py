"""Times of the centre and instants (Protocolo 6.1 A), with the summer time that there was until October 2022."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from chalicelib.rules.base.centro import HoraNoAdmitida, day_span, from_centro, in_words, to_centro, utc_days


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2027-01-10T00:00", "2027-01-10T06:00"),
        ("2027-07-10T00:00", "2027-07-10T06:00"),  # no summer time any more
        ("2022-07-10T00:00", "2022-07-10T05:00"),  # there was
        ("2022-01-10T00:00", "2022-01-10T06:00"),
        ("2022-04-03T01:59", "2022-04-03T07:59"),  # the last minute before the clocks went forward
        ("2022-04-03T03:00", "2022-04-03T08:00"),
        ("2022-10-30T00:59", "2022-10-30T05:59"),
        ("2022-10-30T02:00", "2022-10-30T08:00"),
        ("2023-04-02T02:30", "2023-04-02T08:30"),  # the first spring in which no hour was missing
        ("2024-02-29T12:00", "2024-02-29T18:00"),
    ],
)
def test_a_time_of_the_centre_is_an_instant_6_1_a(local, utc):
    esperado = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert from_centro(local) == esperado
    assert from_centro(local).tzinfo is UTC
    assert to_centro(esperado) == local


@pytest.mark.parametrize(
    "local", ["2022-04-03T02:00", "2022-04-03T02:30", "2022-04-03T02:59", "2021-04-04T02:15"]
)
def test_a_time_that_the_clocks_skipped_is_refused_with_the_reason_6_1_a(local):
    with pytest.raises(HoraNoAdmitida, match="se adelantaron"):
        from_centro(local)


@pytest.mark.parametrize(
    "local", ["2022-10-30T01:00", "2022-10-30T01:30", "2022-10-30T01:59", "2021-10-31T01:15"]
)
def test_a_time_that_came_twice_is_refused_with_the_reason_6_1_a(local):
    with pytest.raises(HoraNoAdmitida, match="se atrasaron"):
        from_centro(local)


@pytest.mark.parametrize(
    "local",
    [
        "",
        "2027-01-10",
        "2027-01-10 00:00",
        "2027-01-10T00:00Z",
        "2027-01-10T00:00-06:00",
        "2027-01-10T00:00:00",
        "2027-1-10T00:00",
        "2027-02-29T00:00",
        "2027-01-10T24:00",
        "0000-01-10T00:00",
        "9999-12-31T23:59",
        "２０27-01-10T00:00",
    ],
)
def test_what_is_no_time_of_the_calendar_is_refused(local):
    with pytest.raises(HoraNoAdmitida):
        from_centro(local)


def test_an_instant_is_shown_in_the_centres_time_whatever_its_own_zone():
    momento = datetime(2027, 1, 10, 5, 59, tzinfo=UTC)
    for zona in (UTC, timezone(timedelta(hours=9))):
        assert in_words(momento.astimezone(zona)) == "09/01/2027 23:59 (hora del centro)"


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
