"""Work on a stranger's file in a child process with limits of processor time and memory.

    parent: fork ─► reads what the child sends ─► result, the child's own exception, or `FueraDeLimite`
    child:  setrlimit (CPU seconds, address space) ─► the parser ─► sends ─► ends

A hostile file of a few kilobytes may take a parser minutes or gigabytes. With limits the file is refused within
seconds, and the function that reads it goes on.
"""

import contextlib
import multiprocessing
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

_T = TypeVar("_T")
_FORK = multiprocessing.get_context("fork")
MIB = 1024 * 1024


class FueraDeLimite(RuntimeError):
    """The work exceeded its limit of processor time or memory."""


@dataclass(frozen=True)
class Limites:
    """Processor seconds, and bytes of memory beyond what the process has already.

    By the clock the work may take `espera` times as long, because a busy machine shares its processors.
    """

    segundos: int = 8
    memoria: int = 512 * MIB
    espera: int = 10


def run_limited(limites: Limites, work: Callable[..., _T], *args: Any) -> _T:
    """Run `work(*args)` in a child process; return its result or raise its exception. Raises `FueraDeLimite`.

    The result must be picklable.
    """
    return next(iter(stream_limited(limites, _once, work, *args)))


def stream_limited(limites: Limites, work: Callable[..., Iterable[_T]], *args: Any) -> Iterator[_T]:
    """Run the generator `work(*args)` in a child process and yield its items.

    Raises `FueraDeLimite` and what `work` raises.
    """
    lee, escribe = _FORK.Pipe(duplex=False)
    hijo = _FORK.Process(target=_child, args=(limites, lee, escribe, work, args), daemon=True)
    hijo.start()
    escribe.close()
    hasta = time.monotonic() + limites.segundos * limites.espera
    try:
        yield from _received(lee, hasta)
    finally:
        hijo.kill()
        hijo.join()
        hijo.close()
        lee.close()


def _received(lee: Connection, hasta: float) -> Iterator[Any]:
    while True:
        try:
            if not lee.poll(max(0.0, hasta - time.monotonic())):
                raise FueraDeLimite("tiempo")
            que, valor = lee.recv()
        except (EOFError, ConnectionError):  # the kernel ended it
            raise FueraDeLimite("procesador") from None
        if que == "fin":
            return
        if que == "memoria":
            raise FueraDeLimite("memoria")
        if que == "error":
            raise valor
        yield valor


def _once(work: Callable[..., _T], *args: Any) -> Iterator[_T]:
    yield work(*args)


def _child(
    limites: Limites, lee: Connection, escribe: Connection, work: Callable[..., Iterable[Any]], args: Any
) -> None:
    lee.close()
    _limit(limites)
    try:
        for valor in work(*args):
            escribe.send(("valor", valor))
        escribe.send(("fin", None))
    except MemoryError:
        escribe.send(("memoria", None))
    except Exception as error:  # noqa: BLE001 - given to the parent, whose callers know what it means
        with contextlib.suppress(Exception):
            escribe.send(("error", error))


def _limit(limites: Limites) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (limites.segundos, limites.segundos + 1))
    tope = _address_space() + limites.memoria
    resource.setrlimit(resource.RLIMIT_AS, (tope, tope))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _address_space() -> int:
    paginas = Path("/proc/self/statm").read_text("ascii").split()[0]
    return int(paginas) * resource.getpagesize()
