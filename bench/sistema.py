"""The deployed system with its functions in this process, so that one recorder sees every call they make.

Resources, batches, windows and retries come from the packaged template, the events from the runner's own pollers;
only the child processes are missing. The API is Chalice's gateway in process, its authorizer included.
"""

import importlib
import json
import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from threading import Event
from typing import Any, Self

from bench.grabadora import Grabadora
from local.colas import QueuePoller
from local.despliegue import deploy, package
from local.flujos import ShardReader
from local.nube import ROOT, Nube
from local.plantilla import Function, QueueSource, StreamSource, read_functions
from local.siembra import Mundo, seed
from local.trabajador import Context

BUILD = ROOT / "build" / "bench"
VENTANA = 0.3  # seconds: everything that will be received is already in the queue


class Fallo(RuntimeError):
    """A function did not do its work, so the figures of the run would mean nothing."""


class EnProceso:
    """Stand-in for the runner's pool of children: it calls the handler in this process, where calls are recorded."""

    def __init__(self, function: Function, grabadora: Grabadora) -> None:
        self.function, self._grabadora = function, grabadora
        self.etapa = function.name.lower()
        module, _, name = function.handler.rpartition(".")
        self._handler = getattr(importlib.import_module(module), name)

    def invoke(self, event: Any) -> Any:
        """The handler's answer. Raises Fallo when any of the batch was left undone."""
        context = Context("bench", float("inf"), self.function.name, str(self.function.memory))
        with self._grabadora.etapa(self.etapa):
            answer = self._handler(event, context)
        if answer.get("batchItemFailures"):
            raise Fallo(f"{self.function.name}: {answer}")
        return answer


class Sistema:
    """The local cloud, deployed and seeded, as a context manager; only one at a time in a process."""

    def __init__(
        self,
        personas: int,
        tell: Callable[[str], None],
        grabadora: Grabadora | None = None,
        nube: Nube | None = None,
    ) -> None:
        self.grabadora = grabadora or Grabadora()
        self.nube = nube or Nube(BUILD / "nube")
        self._personas, self._tell = personas, tell
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stack.enter_context(self.nube)
            template = package(
                ROOT, ROOT / "infra" / "recursos.yaml", BUILD / "plantilla", self.nube.env(), "local"
            )
            functions = read_functions(template, deploy(self.nube, template)).values()
            for function in functions:
                os.environ.update(function.env)
            os.environ["POWERTOOLS_LOG_LEVEL"] = "WARNING"
            self.mundo: Mundo = seed(
                self.nube, 1, self._personas, 3, 3, build=BUILD / "siembra", tell=self._tell
            )
            self.pools = {f.name: EnProceso(f, self.grabadora) for f in functions if f.sources}
            self._purge("Recepcion")
            self._stack = stack.pop_all()
        self._gateway = _gateway()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def api(self, etapa: str, method: str, path: str, token: str, body: Any = None) -> dict[str, Any]:
        """Ask the API, with its calls recorded under `etapa`; return the answer. Raises Fallo unless it is 200."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        with self.grabadora.etapa(etapa):
            answer = self._gateway.request(
                method, path, headers=headers, body=json.dumps(body).encode() if body is not None else b""
            )
        if answer.status_code != 200:
            raise Fallo(f"{method} {path}: {answer.status_code} {answer.body!r}")
        parsed: dict[str, Any] = json.loads(answer.body)
        return parsed

    def readers(self) -> list[ShardReader]:
        """Readers of the stream for each function that reads it, from now on."""
        found = [
            reader
            for pool in self.pools.values()
            for source in pool.function.sources
            if isinstance(source, StreamSource)
            for reader in self._shards(pool, source)
        ]
        for reader in found:
            reader.turn()  # fixes the place from which the reader starts
        return found

    def drain(self, name: str, cuantos: int) -> None:
        """Serve a function's queue until it has taken `cuantos` messages; polling is recorded apart."""
        pool, (source, url) = self.pools[name], self._queue(name)
        counted, sqs = _Counting(pool), self.nube.client("sqs")
        poller = QueuePoller(sqs, url, source, counted, Event(), VENTANA if source.window else 0)  # type: ignore[arg-type]
        for _ in range(cuantos + 3):
            if counted.messages >= cuantos:
                return
            with self.grabadora.etapa("sondeo de SQS"):
                poller.turn()
        raise Fallo(f"{name}: {counted.messages} mensajes en vez de {cuantos}")

    def _purge(self, name: str) -> None:
        """Remove the test notice that S3 leaves in a queue when notifications are set up: it is no record."""
        self.nube.client("sqs").purge_queue(QueueUrl=self._queue(name)[1])

    def _queue(self, name: str) -> tuple[QueueSource, str]:
        (source,) = (s for s in self.pools[name].function.sources if isinstance(s, QueueSource))
        url = self.nube.client("sqs").get_queue_url(QueueName=source.name)["QueueUrl"]
        return source, str(url)

    def _shards(self, pool: EnProceso, source: StreamSource) -> list[ShardReader]:
        streams, sqs = self.nube.client("dynamodbstreams"), self.nube.client("sqs")
        source = replace(source, start="LATEST")
        shards = streams.describe_stream(StreamArn=source.arn)["StreamDescription"]["Shards"]
        return [
            ShardReader(streams, sqs, source, s["ShardId"], pool, Event(), VENTANA if source.window else 0)  # type: ignore[arg-type]
            for s in shards
        ]


class _Counting:
    """A pool that counts the messages given to it."""

    def __init__(self, pool: EnProceso) -> None:
        self._pool, self.function, self.messages = pool, pool.function, 0

    def invoke(self, event: Any) -> Any:
        self.messages += len(event["Records"])
        return self._pool.invoke(event)


def _gateway() -> Any:
    """Chalice's own gateway over the real app, which is imported late, once the environment is set."""
    from chalice.test import Client

    from app import app

    return Client(app, stage_name="local", project_dir=str(ROOT)).http
