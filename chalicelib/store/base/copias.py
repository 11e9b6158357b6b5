"""Copies of rows that are read often and seldom written: each is kept for a minute in the process's memory."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

SEGUNDOS_COPIA = 60.0
_T = TypeVar("_T")
_copias: dict[tuple[str, ...], tuple[float, Any]] = {}


def keep_copy(llave: tuple[str, ...], load: Callable[[], _T]) -> _T:
    """Return the result of `load`, cached for a minute under that key."""
    hasta, valor = _copias.get(llave, (0.0, None))
    if time.monotonic() >= hasta:
        valor = load()
        _copias[llave] = (time.monotonic() + SEGUNDOS_COPIA, valor)
    copia: _T = valor
    return copia


def forget_copies() -> None:
    """Empty the cache: for tests, and for a writer that must read its own write."""
    _copias.clear()
