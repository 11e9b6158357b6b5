"""Deadline some seconds before Lambda's, so that work which takes too long ends as a failure and not by a kill.

When Lambda kills a function, the cause is unknown: its message is retried as the queue is configured, a hundred times,
and ten hours pass until an alarm. Work that ends here is told apart by its cause:

    it waited (AWS does not answer, slowly)       ─► may pass by itself: retried after a growing time
    it computed all the while                     ─► repeating cannot mend it: five tries, then the dead-letter queue

The processor time used tells the two apart: waiting takes none. A process that dies at once, for lack of memory, is not
seen here. Therefore parsers of uploaded files run in child processes with limits of their own (`base/hijo.py`).
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
"""Seconds kept before Lambda's end, to set the retry of each message and to answer."""
UN_PROCESADOR = 1769
"""MB of memory at which Lambda gives one whole processor. With less memory it gives a part of one."""
COMPUTA = 0.5
"""Share of the available processor time above which work counts as computing."""


class PlazoAgotado(BaseException):
    """The work did not end in time. `computa`: whether it was computing. It is a BaseException, so that no `except
    Exception` within the work catches it."""

    def __init__(self, *, computa: bool) -> None:
        super().__init__()
        self.computa = computa


@dataclass(frozen=True)
class Plazo:
    """Deadline of some work. `quedan`: seconds left (None: no end); `parte`: available part of a processor; `reloj`,
    `procesador`: clocks of elapsed and processor time."""

    quedan: Callable[[], float] | None = None
    reloj: Callable[[], float] = time.monotonic
    procesador: Callable[[], float] = time.process_time
    parte: float = 1.0

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Raise `PlazoAgotado` in the guarded code when the time is up, or at once if it is already up."""
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
    """The deadline of a Lambda invocation; none for a context without remaining time."""
    pide = getattr(contexto, "get_remaining_time_in_millis", None)
    if pide is None:
        return Plazo()
    memoria = int(os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", UN_PROCESADOR))
    return Plazo(lambda: pide() / 1000, parte=min(1.0, memoria / UN_PROCESADOR))
