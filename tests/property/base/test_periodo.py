"""Periods, deadlines and days, against plain arithmetic on seconds (Protocolo 6.1 A, 8.10, 9.16)."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.base.centro import dia_centro
from chalicelib.rules.base.periodo import PeriodoCaptacion
from tests.estrategias import BREVE, ORIGEN

zonas = st.integers(-12 * 60, 14 * 60).map(lambda minutos: timezone(timedelta(minutes=minutos)))
SIN_VERANO = datetime(2023, 1, 1, tzinfo=UTC)
segundos = st.integers(0, 400_000)


def at(segundo: int, zona: timezone) -> datetime:
    return (ORIGEN + timedelta(seconds=segundo)).astimezone(zona)


@BREVE
@given(segundos, st.integers(1, 200_000), segundos, zonas, zonas, zonas)
def test_what_counts_and_what_is_accepted_depend_on_the_instant_not_on_its_zone_8_10_9_16(
    inicio, dura, momento, z1, z2, z3
):
    fin = inicio + dura
    periodo = PeriodoCaptacion(at(inicio, z1), at(fin, z2))
    assert periodo.covers(at(momento, z3)) is (inicio <= momento < fin)
    assert periodo.accepts(at(momento, z3)) is (inicio <= momento <= fin + 86_400)


@BREVE
@given(st.integers(0, 12 * 365 * 86_400).map(lambda s: SIN_VERANO + timedelta(seconds=s)), zonas)
def test_the_day_of_the_centre_is_six_hours_behind_utc_6_1_a(momento, zona):
    """Since the summer time ended, in October 2022."""
    assert dia_centro(momento.astimezone(zona)) == (momento - timedelta(hours=6)).strftime("%Y-%m-%d")
