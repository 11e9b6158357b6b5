"""Periods against slow, obvious oracles (Protocolo 6.1 A, 8.10, 13.2, 15.1)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.rules.base.centro import HoraNoAdmitida, from_centro, to_centro
from chalicelib.rules.base.periodo import PeriodoCaptacion, is_future
from chalicelib.rules.procesos.periodo_propuesto import Propuesta, period_change_faults
from chalicelib.rules.procesos.plazos import is_late, key_limit, links_limit
from chalicelib.rules.procesos.umbral import required_supports
from tests.estrategias import BREVE, ORIGEN

CENTRO = ZoneInfo("America/Mexico_City")
CAMBIOS = [
    datetime(a, m, d, tzinfo=UTC) for a, m, d in ((2021, 4, 4), (2021, 10, 31), (2022, 4, 3), (2022, 10, 30))
]
minutos = st.integers(0, 4000)
desvios = st.sampled_from([0, 0, 1, 5, 400]) | st.integers(-400, 400)


def at(minuto: int) -> datetime:
    return ORIGEN + timedelta(minutes=minuto)


@BREVE
@given(st.sampled_from(CAMBIOS), st.integers(-300, 900))
def test_a_time_is_admitted_when_exactly_one_instant_shows_it_6_1_a(dia, minuto):
    """The oracle looks at every minute of the days around the change of the clocks."""
    local = (dia + timedelta(minutes=minuto)).strftime("%Y-%m-%dT%H:%M")
    candidatos = [dia + timedelta(minutes=m) for m in range(-300, 1700)]
    muestran = [c for c in candidatos if c.astimezone(CENTRO).strftime("%Y-%m-%dT%H:%M") == local]
    try:
        assert [from_centro(local)] == muestran
    except HoraNoAdmitida:
        assert len(muestran) != 1


@BREVE
@given(
    st.integers(0, 40 * 366 * 24 * 60).map(lambda m: datetime(1996, 1, 1, tzinfo=UTC) + timedelta(minutes=m))
)
def test_an_instant_shown_and_read_again_is_the_same_or_was_shown_twice_6_1_a(momento):
    try:
        assert from_centro(to_centro(momento)) == momento
    except HoraNoAdmitida:
        assert any(to_centro(momento + timedelta(hours=h)) == to_centro(momento) for h in (-1, 1))


@settings(BREVE, max_examples=300)
@given(minutos, st.integers(1, 3000), minutos, st.integers(-3000, 3000), st.integers(-3000, 3000))
def test_no_record_received_before_a_change_is_judged_otherwise_after_it_6_1_a(
    inicio, dura, ahora, mueve, amplia
):
    """Whatever change is admitted: every capture that reception could have judged by then, by the minute."""
    actual = Propuesta("gubernatura", "11", at(inicio), at(inicio + dura))
    nueva = replace(actual, inicio=at(inicio + mueve), fin=at(inicio + dura + amplia))
    if nueva.fin <= nueva.inicio or period_change_faults(actual, nueva, at(ahora)):
        return
    antes, despues = PeriodoCaptacion(actual.inicio, actual.fin), PeriodoCaptacion(nueva.inicio, nueva.fin)
    recibidos = [
        m for m in range(max(0, ahora - 200), ahora + 2) if antes.accepts(at(m))
    ]  # a copy lasts a minute
    for recibido in recibidos:
        for captura in range(recibido - 100, recibido + 11):
            if not is_future(at(captura), at(recibido)):
                assert antes.covers(at(captura)) == despues.covers(at(captura))


@BREVE
@given(st.lists(minutos, min_size=1, max_size=5), minutos)
def test_a_key_or_an_enlace_is_in_time_when_it_is_for_every_period_15_1_13_2(inicios, cuando):
    momentos = [at(m) for m in inicios]
    assert is_late(at(cuando), key_limit(momentos)) is any(
        i - at(cuando) < timedelta(days=10) for i in momentos
    )
    assert is_late(at(cuando), links_limit(momentos)) is any(
        i - at(cuando) < timedelta(hours=48) for i in momentos
    )


@BREVE
@given(st.integers(0, 100_000_000), st.decimals("0.0001", "100", places=4))
def test_the_supports_required_are_the_least_that_reach_the_percentage_371(base, porcentaje):
    n = required_supports(base, porcentaje)
    parte = Fraction(porcentaje) / 100 * base
    assert n >= parte > n - 1 if base else n == 0
