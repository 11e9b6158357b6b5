"""Working time against a count of every minute (Protocolo 17.3)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.atencion.horario import Horario
from chalicelib.rules.base.centro import CENTRO

MINUTO = timedelta(minutes=1)
DIAS = [f"2022-{m:02d}-{d:02d}" for m in (3, 4, 10, 11) for d in range(1, 31)]


def slow_open(momento: datetime, inhabiles: frozenset[str]) -> bool:
    local = momento.astimezone(CENTRO)
    return local.isoweekday() <= 5 and 9 <= local.hour < 18 and local.strftime("%Y-%m-%d") not in inhabiles


# The weeks in which clocks still changed, and whole minutes: so that a minute is open or not as a whole.
momentos = st.one_of(
    st.integers(0, 10 * 1440).map(lambda n: datetime(2022, 3, 30, tzinfo=UTC) + n * MINUTO),
    st.integers(0, 10 * 1440).map(lambda n: datetime(2022, 10, 26, tzinfo=UTC) + n * MINUTO),
)
inhabiles = st.frozensets(st.sampled_from(DIAS), max_size=12)


@given(momentos, inhabiles)
def test_the_next_opening_is_the_first_open_minute_17_3(momento, dias):
    esperado = momento
    while not slow_open(esperado, dias):
        esperado += MINUTO
    assert Horario(dias).next_opening(momento) == esperado


@given(momentos, inhabiles, st.integers(1, 20 * 60))
def test_a_deadline_is_when_so_many_open_minutes_have_passed_17_3(momento, dias, minutos):
    corrido, reloj = 0, momento
    while corrido < minutos:
        corrido += slow_open(reloj, dias)
        reloj += MINUTO
    assert Horario(dias).deadline(momento, minutos * MINUTO) == reloj
