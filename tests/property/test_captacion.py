"""Who waits until somebody looked at their unknown records (Protocolo 7.12, 18.5)."""

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.captacion import must_be_looked_at, unknown_allowed
from tests.estrategias import BREVE

cuantos = st.integers(0, 5000)


@BREVE
@given(cuantos, st.data())
def test_a_sender_is_held_exactly_from_the_first_unlooked_record_too_many_7_12(recibidos, data):
    """The oracle counts the records one by one, with the three sentences of the rule."""
    desconocidos = data.draw(st.integers(0, recibidos))
    vistos = data.draw(st.integers(0, desconocidos))
    sin_mirar = len(range(vistos, desconocidos))
    pocos, parte, muchos = sin_mirar < 20, sin_mirar * 10 < recibidos - recibidos % 10, sin_mirar >= 200
    assert must_be_looked_at(recibidos, desconocidos, vistos) is (muchos or not (pocos or parte))


@BREVE
@given(cuantos, cuantos, cuantos)
def test_looking_at_all_of_them_always_lets_a_sender_go_on(recibidos, desconocidos, vistos):
    assert not must_be_looked_at(recibidos, desconocidos, max(vistos, desconocidos))


@BREVE
@given(cuantos, cuantos)
def test_more_records_never_allow_fewer_and_never_more_than_two_hundred(a, b):
    menos, mas = sorted((a, b))
    assert 20 <= unknown_allowed(menos) <= unknown_allowed(mas) <= 200
