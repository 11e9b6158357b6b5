"""When a device was registered, against a slow clock that walks through every second (Protocolo 8.11)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.rules.auxiliares.dispositivos import Vigencia, registered_at

T0 = datetime(2027, 1, 10, 6, tzinfo=UTC)
CORTES = st.lists(st.integers(0, 40), unique=True, max_size=7).map(sorted)


def at(segundo: int) -> datetime:
    return T0 + timedelta(seconds=segundo)


def walked(cortes: list[int], hasta: int) -> bool:
    """The device is registered and removed in turn at those seconds; is it registered at second `hasta`?"""
    registrado = False
    for segundo in range(hasta + 1):
        if segundo in cortes:
            registrado = not registrado
    return registrado


@given(CORTES, st.integers(0, 45))
def test_registered_is_what_walking_through_the_registrations_says_8_11(cortes, segundo):
    pares = [cortes[i : i + 2] for i in range(0, len(cortes), 2)]
    vigencias = [Vigencia(at(p[0]), at(p[1]) if len(p) == 2 else None) for p in pares]
    assert registered_at(vigencias, at(segundo)) is walked(cortes, segundo)
