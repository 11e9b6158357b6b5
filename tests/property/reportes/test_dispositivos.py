"""Stretches of devices against an oracle that looks at every hour (Protocolo 8.11)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.auxiliares.dispositivos import Vigencia
from chalicelib.rules.reportes.dispositivos import FUERA, Uso, most_at_once, stretch_of

CERO = datetime(2027, 1, 15, tzinfo=UTC)
HORAS = 24


def hour(n: int) -> datetime:
    return CERO + timedelta(hours=n)


def stretch(a: int, b: int | None) -> Vigencia:
    return Vigencia(hour(a), None if b is None else hour(a + b))


TRAMOS = st.lists(
    st.builds(stretch, st.integers(0, HORAS - 1), st.none() | st.integers(1, HORAS)), max_size=8
)


@given(TRAMOS)
def test_most_at_once_is_the_fullest_hour_8_11(vigencias):
    por_hora = [sum(v.covers(hour(n)) for v in vigencias) for n in range(HORAS)]
    assert most_at_once(vigencias) == max(por_hora)


@given(TRAMOS, st.integers(-1, HORAS + 1))
def test_a_capture_is_of_a_stretch_that_covers_it_or_of_none_8_11(vigencias, n):
    hallado = stretch_of(vigencias, hour(n))
    cubren = [i for i, v in enumerate(vigencias) if v.covers(hour(n))]
    assert hallado in cubren or (hallado == FUERA and not cubren)


@given(st.lists(st.integers(0, HORAS), min_size=1))
def test_a_use_has_as_many_as_were_added_and_their_first_and_last_8_11(horas):
    uso = Uso()
    for n in horas:
        uso.add(hour(n))
    assert (uso.registros, uso.primera, uso.ultima) == (len(horas), hour(min(horas)), hour(max(horas)))
