"""The capture period and the deadline of reception (Protocolo 6.1 A, 8.10, 9.16, 12.5)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from chalicelib.rules.base.centro import dia_centro
from chalicelib.rules.base.periodo import PeriodoCaptacion, is_future

CENTRO = ZoneInfo("America/Mexico_City")
INICIO = datetime(2027, 1, 10, tzinfo=CENTRO)
FIN = datetime(2027, 2, 8, tzinfo=CENTRO)
PERIODO = PeriodoCaptacion(INICIO, FIN)
SEGUNDO, MICRO, DIA = timedelta(seconds=1), timedelta(microseconds=1), timedelta(hours=24)
INGENUO = datetime(2027, 1, 20, 12, tzinfo=CENTRO).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("captura", "cuenta"),
    [
        (INICIO - SEGUNDO, False),
        (INICIO - MICRO, False),
        (INICIO, True),
        (INICIO + SEGUNDO, True),
        (FIN - SEGUNDO, True),
        (FIN - MICRO, True),
        (FIN, False),
        (FIN + SEGUNDO, False),
    ],
)
def test_a_capture_counts_from_the_start_and_until_just_before_the_end_8_10(captura, cuenta):
    assert PERIODO.covers(captura) is cuenta
    assert PERIODO.covers(captura.astimezone(UTC)) is cuenta


@pytest.mark.parametrize(
    ("momento", "abierta"),
    [
        (INICIO - SEGUNDO, False),
        (INICIO - MICRO, False),
        (INICIO, True),
        (FIN, True),
        (FIN + DIA - SEGUNDO, True),
        (FIN + DIA, True),
        (FIN + DIA + MICRO, False),
        (FIN + DIA + SEGUNDO, False),
    ],
)
def test_reception_is_open_from_the_start_until_24_hours_after_the_end_9_16_12_5(momento, abierta):
    assert PERIODO.accepts(momento) is abierta
    assert PERIODO.accepts(momento.astimezone(UTC)) is abierta


def test_the_deadline_is_24_hours_after_the_end_9_16():
    assert PERIODO.cierre_recepcion == datetime(2027, 2, 9, 6, tzinfo=UTC)


def test_the_24_hours_are_elapsed_time_also_when_the_clocks_of_the_centre_change_9_16():
    """On 30 October 2022 the day of the centre had 25 hours."""
    fin = datetime(2022, 10, 29, 23, tzinfo=CENTRO)
    assert PeriodoCaptacion(fin - DIA, fin).cierre_recepcion == datetime(2022, 10, 31, 4, tzinfo=UTC)
    assert PeriodoCaptacion(fin - DIA, fin).accepts(datetime(2022, 10, 31, 4, 0, 1, tzinfo=UTC)) is False


@pytest.mark.parametrize(
    ("inicio", "fin"), [(INICIO.replace(tzinfo=None), FIN), (INICIO, FIN.replace(tzinfo=None))]
)
def test_a_period_needs_the_time_zone_of_both_its_instants_6_1_a(inicio, fin):
    with pytest.raises(ValueError, match="zona horaria"):
        PeriodoCaptacion(inicio, fin)


@pytest.mark.parametrize("fin", [INICIO, INICIO - SEGUNDO])
def test_a_period_ends_after_it_starts_6_1_a(fin):
    with pytest.raises(ValueError, match="posterior"):
        PeriodoCaptacion(INICIO, fin)
    assert PeriodoCaptacion(INICIO, INICIO + SEGUNDO).covers(INICIO)


def test_an_instant_without_time_zone_is_refused_everywhere_6_1_a():
    for ask in (PERIODO.covers, PERIODO.accepts):
        with pytest.raises(TypeError):
            ask(INGENUO)
    with pytest.raises(ValueError, match="zona horaria"):
        dia_centro(INGENUO)
    for captura, ahora in ((INGENUO, INICIO), (INICIO, INGENUO), (INGENUO, INGENUO)):
        with pytest.raises((TypeError, ValueError)):
            is_future(captura, ahora)


@pytest.mark.parametrize(
    ("adelanto", "futura"),
    [
        (timedelta(days=-1), False),
        (timedelta(0), False),
        (timedelta(minutes=10) - SEGUNDO, False),
        (timedelta(minutes=10), False),
        (timedelta(minutes=10) + MICRO, True),
        (timedelta(minutes=10) + SEGUNDO, True),
    ],
)
def test_a_capture_more_than_ten_minutes_ahead_of_the_server_is_from_the_future_8_10(adelanto, futura):
    assert is_future(INICIO + adelanto, INICIO) is futura


@pytest.mark.parametrize(
    ("momento", "dia"),
    [
        ("2027-01-15T00:00:00+00:00", "2027-01-14"),
        ("2027-01-15T05:59:59+00:00", "2027-01-14"),
        ("2027-01-15T06:00:00+00:00", "2027-01-15"),
        ("2027-01-14T23:59:59-06:00", "2027-01-14"),
        ("2027-01-14T22:00:00-08:00", "2027-01-15"),
        ("2027-01-01T05:59:59+00:00", "2026-12-31"),
        ("2027-07-15T05:30:00+00:00", "2027-07-14"),
        ("2022-07-15T05:30:00+00:00", "2022-07-15"),
    ],
)
def test_a_record_is_reported_under_the_day_of_the_centre_6_1_a(momento, dia):
    """Whatever the zone in which the instant is written; the last one fell in the old summer time."""
    assert dia_centro(datetime.fromisoformat(momento)) == dia
