"""The pump: every event source of every function, each in threads of its own, so that none delays another."""

import json
import random
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from local.colas import QueuePoller
from local.flujos import ShardReader
from local.nube import ACCOUNT, REGION, ROOT, Nube
from local.plantilla import Function, QueueSource, Schedule, StreamSource
from local.trabajador import InvocationError, Pool

UNITS = {"minute": 60, "hour": 3600, "day": 86400}
CHAOS_WINDOW = 0.3
CLOSE_SECONDS = 3.0
SHARDS_SECONDS = 1.0


@dataclass(frozen=True)
class Options:
    """Options by which the local run differs from AWS; by default only the number of pollers differs.

    chaos: every event twice, in different invocations and shuffled order (FIFO queues: twice, in order).
    seed: of the shuffling. pollers: side by side for a queue. longest_window: cap of batch windows, seconds.
    retry_after: seconds until a failed message comes back, instead of the queue's visibility timeout.
    """

    chaos: bool = False
    seed: int = 1
    pollers: int = 2
    longest_window: float | None = None
    retry_after: int | None = None


class QuietError(TimeoutError):
    """The flow did not come to rest in time; the message says in Spanish what still moves."""


class Pump:
    """Runs the functions' event sources while it is open; `say` gets a short line for whoever watches."""

    def __init__(
        self,
        nube: Nube,
        functions: Iterable[Function],
        options: Options | None = None,
        project: Path = ROOT,
        say: Callable[[str], None] = print,
    ) -> None:
        self._nube, self._options, self._say = nube, options or Options(), say
        self.pools = {f.name: Pool(f, nube.env(), project, nube.build) for f in functions}
        self._stop = threading.Event()
        self._shards: dict[tuple[str, str, str], ShardReader] = {}
        self._shards_to_come: dict[tuple[str, str], list[str]] = {}
        self._queues: dict[str, str] = {}
        self._broken: list[str] = []

    def __enter__(self) -> Self:
        try:
            for pool in self.pools.values():
                for source in pool.function.sources:
                    self._open(pool, source)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Give running invocations a moment to finish, then end every child.

        A thread that waits on an empty queue ends by itself within a second.
        """
        self._stop.set()
        end = time.monotonic() + CLOSE_SECONDS
        while any(pool.running for pool in self.pools.values()) and time.monotonic() < end:
            time.sleep(0.02)
        for pool in self.pools.values():
            pool.close()

    def fire(self, name: str) -> Any:
        """Invoke a scheduled function now; returns its result or raises InvocationError."""
        schedule = next(s for s in self.pools[name].function.sources if isinstance(s, Schedule))
        return self.pools[name].invoke(_scheduled_event(name, schedule))

    def estado(self) -> dict[str, Any]:
        """Counts for each function, and how many messages wait in each queue for what failed."""
        counts = {
            name: {
                "invocaciones": pool.invocations,
                "errores": pool.errors,
                "eventos": pool.events,
            }
            for name, pool in self.pools.items()
        }
        return {
            "funciones": counts,
            "colas_muertas": {q: sum(self._depth(q)) for q in self._dead_queues()},
        }

    def espera_quietud(self, timeout: float = 60, still: float = 1.0) -> None:
        """Wait until nothing has moved for `still` seconds: queues empty, streams at their end, no invocation.

        Raises QuietError, which says what still moves, after `timeout` seconds.
        """
        deadline = time.monotonic() + timeout
        since, seen = time.monotonic(), 0
        while True:
            if self._broken:
                raise QuietError("El corredor falló: " + self._broken[0])
            moving, count = self._moving(), sum(pool.invocations for pool in self.pools.values())
            now = time.monotonic()
            if moving or count != seen:
                since, seen = now, count
            elif now - since > still and all(reader.last_empty > since for reader in self._readers()):
                return
            if now > deadline:
                raise QuietError("Sin reposo: " + "; ".join(moving or ["llegan eventos nuevos"]))
            time.sleep(0.1)

    def _moving(self) -> list[str]:
        running = [f"{name} está en ejecución" for name, pool in self.pools.items() if pool.running]
        reading = [f"{r.pool.function.name} lee su flujo" for r in self._readers() if r.busy]
        coming = [f"{name} aún no abre {n}" for (name, _), ns in self._shards_to_come.items() for n in ns]
        depths = {queue: self._depth(queue) for queue in self._queues}
        waiting = [
            f"{queue} tiene {visible} visibles, {taken} en proceso y {delayed} diferidos"
            for queue, (visible, taken, delayed) in depths.items()
            if visible + taken + delayed
        ]
        return running + reading + coming + waiting

    def _readers(self) -> list[ShardReader]:
        return list(self._shards.values())

    def _depth(self, queue: str) -> tuple[int, int, int]:
        sqs = self._nube.client("sqs")
        wanted = "ApproximateNumberOfMessages"
        names = [wanted, wanted + "NotVisible", wanted + "Delayed"]
        found = sqs.get_queue_attributes(QueueUrl=self._url(queue), AttributeNames=names)["Attributes"]
        visible, taken, delayed = (int(found[name]) for name in names)
        return visible, taken, delayed

    def _dead_queues(self) -> list[str]:
        sqs = self._nube.client("sqs")
        found = set()
        for url in self._queues.values():
            answer = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["RedrivePolicy"])
            policy = json.loads(answer.get("Attributes", {}).get("RedrivePolicy", "{}"))
            found.add(policy.get("deadLetterTargetArn"))
        found |= {
            s.on_failure
            for p in self.pools.values()
            for s in p.function.sources
            if isinstance(s, StreamSource)
        }
        return sorted(arn.rsplit(":", 1)[1] for arn in found if arn)

    def _url(self, queue: str) -> str:
        return self._queues.get(queue) or str(
            self._nube.client("sqs").get_queue_url(QueueName=queue)["QueueUrl"]
        )

    def _window(self, seconds: float) -> float:
        capped = (
            min(seconds, self._options.longest_window)
            if self._options.longest_window is not None
            else seconds
        )
        return max(capped, CHAOS_WINDOW) if self._options.chaos else capped

    def _chance(self, name: str) -> random.Random | None:
        return random.Random(f"{self._options.seed} {name}") if self._options.chaos else None

    def _open(self, pool: Pool, source: QueueSource | StreamSource | Schedule) -> None:
        name = pool.function.name
        if not source.enabled:
            self._say(f"{name}: tiene una fuente de eventos deshabilitada")
        elif isinstance(source, QueueSource):
            self._open_queue(pool, source)
        elif isinstance(source, StreamSource):
            if source.on_failure and ":sqs:" not in source.on_failure:
                raise ValueError(f"{name}: el corredor local solo avisa de lo fallido a colas SQS.")
            self._find_shards(pool, source)
            self._spawn(f"{name} fragmentos", lambda: self._look_again(pool, source))
        else:
            self._open_schedule(pool, source)

    def _open_queue(self, pool: Pool, source: QueueSource) -> None:
        name = pool.function.name
        self._queues[source.name] = self._url(source.name)
        limits = (self._options.pollers, source.concurrency, pool.function.reserved)
        for number in range(min(limit for limit in limits if limit)):
            poller = QueuePoller(
                sqs=self._nube.client("sqs"),
                url=self._queues[source.name],
                source=source,
                pool=pool,
                stop=self._stop,
                window=self._window(source.window),
                retry_after=self._options.retry_after,
                chance=self._chance(f"{name} {number}"),
            )
            self._spawn(f"{name} {source.name}", poller.turn)

    def _look_again(self, pool: Pool, source: StreamSource) -> None:
        self._stop.wait(SHARDS_SECONDS)
        self._find_shards(pool, source)

    def _find_shards(self, pool: Pool, source: StreamSource) -> None:
        """Start one reader for each shard; a shard that follows another waits until that one is read to its end."""
        streams = self._nube.client("dynamodbstreams")
        key = pool.function.name, source.arn
        waiting: list[str] = []
        for shard in streams.describe_stream(StreamArn=source.arn)["StreamDescription"]["Shards"]:
            parent = self._shards.get((*key, shard.get("ParentShardId", "")))
            if (*key, shard["ShardId"]) in self._shards:
                continue
            if parent is None or (parent.closed and not parent.busy):
                self._open_shard(pool, source, shard["ShardId"])
            else:
                waiting.append(shard["ShardId"])
        self._shards_to_come[key] = waiting

    def _open_shard(self, pool: Pool, source: StreamSource, shard: str) -> None:
        reader = ShardReader(
            streams=self._nube.client("dynamodbstreams"),
            sqs=self._nube.client("sqs"),
            source=source,
            shard=shard,
            pool=pool,
            stop=self._stop,
            window=self._window(source.window),
            chance=self._chance(f"{pool.function.name} {shard}"),
        )
        self._shards[pool.function.name, source.arn, shard] = reader
        self._spawn(f"{pool.function.name} {shard}", reader.turn)

    def _open_schedule(self, pool: Pool, schedule: Schedule) -> None:
        name = pool.function.name
        every = re.fullmatch(r"rate\((\d+) (minute|hour|day)s?\)", schedule.expression)
        if not every:
            self._say(f"{name}: {schedule.expression} no corre sola aquí; se lanza a mano")
            return
        seconds = int(every[1]) * UNITS[every[2]]

        def turn() -> None:
            if not self._stop.wait(seconds):
                try:
                    self.fire(name)
                except InvocationError as error:
                    self._say(f"{name}: {error}")

        self._spawn(f"{name} {schedule.expression}", turn)

    def _spawn(self, name: str, turn: Callable[[], None]) -> None:
        threading.Thread(target=self._turns, args=(name, turn), name=name, daemon=True).start()

    def _turns(self, name: str, turn: Callable[[], None]) -> None:
        while not self._stop.is_set():
            try:
                turn()
            except Exception as error:  # noqa: BLE001 - a thread that dies unseen would look like quiet
                if not self._stop.is_set():
                    self._broken.append(f"{name}: {type(error).__name__}: {error}")
                    self._say(self._broken[-1])
                    self._stop.wait(1)


def _scheduled_event(name: str, schedule: Schedule) -> Any:
    if schedule.input is not None:
        return json.loads(schedule.input)
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": REGION,
        "resources": [f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{name}"],
        "detail": {},
    }
