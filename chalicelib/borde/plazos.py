"""A deadline of our own, some seconds before Lambda's: work that meets it ends as a failure, and not as a death.

Of a function that Lambda kills nothing is left but a message that comes again when its queue says, a hundred times: ten
hours until somebody hears of it. Of work that ends here its kind is known:

    it waited (AWS does not answer, slowly)       ─► passes by itself: comes again after a growing time
    it computed all the while                     ─► repeating never mends it: five times, then the dead letters

Processor time tells the two apart: an outage takes none. What kills the process at once (memory) is not seen here;
parsers of what strangers upload run in children with limits of their own (`base/hijo.py`).
"""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

RESERVA = 5.0
"""Seconds that are left then: to tell the queue when each message is to come again, and to answer."""
UN_PROCESADOR = 1769
"""MB of memory with which Lambda gives a whole processor; less memory, less of it."""
COMPUTA = 0.5
"""Share of the processor that it may have, above which work is taken to compute."""


class PlazoAgotado(BaseException):
    """The work did not end in time; `computa`: it was computing. No `except Exception` on its way takes it."""

    def __init__(self, *, computa: bool) -> None:
        super().__init__()
        self.computa = computa


@dataclass(frozen=True)
class Plazo:
    """`quedan`: seconds left (None: no end); `parte`: of a processor that there is. Clocks: the process's own."""

    quedan: Callable[[], float] | None = None
    reloj: Callable[[], float] = time.monotonic
    procesador: Callable[[], float] = time.process_time
    parte: float = 1.0

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Raise `PlazoAgotado` in what runs inside when the time is up; at once if it is up already."""
        if self.quedan is None or threading.current_thread() is not threading.main_thread():
            yield
            return
        segundos = self.quedan() - RESERVA
        if segundos <= 0:
            raise PlazoAgotado(computa=False)
        inicio, gastado = self.reloj(), self.procesador()

        def end(_senal: int, _marco: FrameType | None) -> None:
            pasado, usado = self.reloj() - inicio, self.procesador() - gastado
            raise PlazoAgotado(computa=usado > COMPUTA * self.parte * pasado)

        anterior = signal.signal(signal.SIGALRM, end)
        signal.setitimer(signal.ITIMER_REAL, segundos)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, anterior)


def lambda_deadline(contexto: Any) -> Plazo:
    """The deadline of a Lambda invocation; none for a context that tells no time."""
    pide = getattr(contexto, "get_remaining_time_in_millis", None)
    if pide is None:
        return Plazo()
    memoria = int(os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", UN_PROCESADOR))
    return Plazo(lambda: pide() / 1000, parte=min(1.0, memoria / UN_PROCESADOR))
