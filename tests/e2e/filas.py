"""Which rows of docs/bad-input.md the tests show, and with which result: the table is compared with this."""

from collections.abc import Callable
from typing import Any, TypeVar

import pytest

_F = TypeVar("_F", bound=Callable[..., None])

PROBADAS: dict[str, str] = {}
"""Row id -> result, as the table words it: `estado codigo` of a record, `status code` of the API, or a queue."""


def row(fila: str, resultado: str) -> Callable[[_F], _F]:
    """Decorate the test that shows a row."""
    PROBADAS[fila] = resultado
    return lambda prueba: prueba


def case(fila: str, resultado: str, *valores: Any) -> Any:
    """A parameter set of a table-driven test that shows a row; its id is the row's."""
    PROBADAS[fila] = resultado
    return pytest.param(*valores, id=fila)
