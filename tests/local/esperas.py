"""Waiting for the runner in tests: for a condition, with a bound that no busy machine meets."""

import re
import time
from collections.abc import Callable

from local.eventos import Pump, QuietError

PACIENCIA = 300
"""Seconds after which what was waited for is taken as not coming."""


def wait_for(condicion: Callable[[], object]) -> None:
    """Return once `condicion` holds; fails after `PACIENCIA` seconds."""
    fin = time.monotonic() + PACIENCIA
    while not condicion() and time.monotonic() < fin:
        time.sleep(0.02)
    assert condicion()


def wait_until_it_says(pump: Pump, patron: str) -> str:
    """Return what the pump says still moves, once it matches `patron`; fails if it becomes quiet first."""
    fin = time.monotonic() + PACIENCIA
    dicho = ""
    while time.monotonic() < fin:
        try:
            pump.espera_quietud(0)
        except QuietError as error:
            dicho = str(error)
            if re.search(patron, dicho):
                return dicho
        else:
            break
    raise AssertionError(f"it never said {patron!r}, but: {dicho}")
