"""Which hours of the audit log are sealed next (18.5, 18.7)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.evidencia.horas import DIAS_AL_EMPEZAR, ESPERA, due_hours, hour_of, next_hour, start_of

INSTANTES = st.integers(1_767_225_600, 1_924_991_999).map(lambda s: datetime.fromtimestamp(s, UTC))


@given(INSTANTES, st.integers(0, 60))
def test_hours_after_the_last_sealed_one_are_due_once_they_ended_long_enough_ago(ahora, atras):
    ultima = hour_of(ahora - timedelta(hours=atras))
    obvias = [
        hour_of(ahora + timedelta(hours=k))
        for k in range(-atras + 1, 1)
        if start_of(hour_of(ahora + timedelta(hours=k))) + timedelta(hours=1) + ESPERA <= ahora
    ]
    assert due_hours(ultima, ahora, 1000) == obvias
    assert due_hours(ultima, ahora, 3) == obvias[:3]


@given(INSTANTES)
def test_the_first_run_begins_a_week_back_and_leaves_no_hour_out(ahora):
    horas = due_hours(None, ahora, 1000)
    assert start_of(horas[0]) <= ahora - timedelta(days=DIAS_AL_EMPEZAR) < start_of(horas[1])
    assert horas[1:] == [next_hour(h) for h in horas[:-1]]


def test_a_clock_set_back_makes_nothing_due():
    assert due_hours("2026-11-30T14", datetime(2026, 11, 30, 9, tzinfo=UTC), 24) == []
