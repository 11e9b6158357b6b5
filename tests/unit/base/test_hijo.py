"""Work in a child with limits: results, errors, and what exceeds them (docs/bad-input.md)."""

import resource
from collections.abc import Iterator

import pytest

from chalicelib.base.hijo import MIB, FueraDeLimite, Limites, run_limited, stream_limited

POCO = Limites(segundos=1, memoria=64 * MIB)


def spin() -> None:
    while True:
        pass


def hoard() -> int:
    return len(bytearray(512 * MIB))


def numbers(hasta: int) -> Iterator[int]:
    yield from range(hasta)
    raise ValueError("fin")


def test_the_result_and_the_error_of_the_child_are_the_parents():
    assert run_limited(POCO, sorted, [3, 1, 2]) == [1, 2, 3]
    with pytest.raises(ZeroDivisionError):
        run_limited(POCO, divmod, 1, 0)


def test_what_takes_more_processor_time_ends_within_its_limit():
    antes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with pytest.raises(FueraDeLimite):
        run_limited(POCO, spin)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - antes < 3


def test_what_takes_more_memory_is_refused():
    with pytest.raises(FueraDeLimite):
        run_limited(POCO, hoard)


def test_what_came_before_an_error_is_given_first():
    vistos = []
    with pytest.raises(ValueError, match="fin"):
        vistos.extend([]) or [vistos.append(n) for n in stream_limited(POCO, numbers, 3)]
    assert vistos == [0, 1, 2]


def test_whoever_stops_reading_leaves_no_child_behind():
    flujo = stream_limited(Limites(), numbers, 100_000)
    assert next(flujo) == 0
    flujo.close()
