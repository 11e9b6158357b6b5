"""Processes that work on the local cloud at the same time, each with threads, as Lambda's containers do."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

PROCESOS = 2


class Obreros:
    """What they run must be a function of a module; its arguments and results, plain."""

    def __init__(self, pool: ProcessPoolExecutor, endpoint: str) -> None:
        self._pool, self.endpoint = pool, endpoint

    def do(self, work: Callable[..., Any], *argumentos: Any) -> Any:
        """One call, its result."""
        return self._pool.submit(work, *argumentos).result(timeout=60)

    def all_at_once(self, work: Callable[..., list[Any]], partes: Sequence[Any], *comunes: Any) -> list[Any]:
        """The parts are split over the processes, each of which runs its own in threads; all results."""
        tareas = [self._pool.submit(work, list(partes[i::PROCESOS]), *comunes) for i in range(PROCESOS)]
        return [r for t in tareas for r in t.result(timeout=60)]


def connect(entorno: dict[str, str]) -> None:
    """Runs in each process before anything of chalicelib is imported there."""
    os.environ.clear()
    os.environ.update(entorno)
