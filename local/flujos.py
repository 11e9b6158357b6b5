"""Readers that hand DynamoDB streams to functions, as Lambda's event source mapping does: in order, shard by shard."""

import base64
import json
import time
import uuid
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from threading import Event
from typing import Any

from botocore.exceptions import ClientError

from local.lotes import CHAOS_BATCHES, cut, failed_ids, twice_and_shuffled
from local.nube import REGION
from local.plantilla import StreamSource
from local.trabajador import InvocationError, Pool, function_arn

POLL_SECONDS = 0.2
CALL_LIMIT = 1000
"""Most records in one GetRecords."""
LONGEST_PAUSE = 2.0
"""Longest pause between two tries of the same batch, in seconds; Lambda waits longer."""

Record = dict[str, Any]


@dataclass
class ShardReader:
    """Reader of one shard for one function; it goes on only past records that are done or given up.

    After an error the batch is halved if the mapping bisects (halving is not counted as a retry) and tried again
    up to `retries` times; then it is described to the on-failure queue and left behind. After a partial answer the
    reader goes on from the lowest failed record, which then has its full number of tries.
    """

    streams: Any
    sqs: Any
    source: StreamSource
    shard: str
    pool: Pool
    stop: Event
    window: float
    chance: Random | None = None
    busy: bool = field(default=False, init=False)
    last_empty: float = field(default=0, init=False)
    closed: bool = field(default=False, init=False)
    _iterator: str | None = field(default=None, init=False)
    _checkpoint: str | None = field(default=None, init=False)

    def turn(self) -> None:
        """Read one batch and process it to its end; `last_empty` notes when there was nothing to read."""
        started = time.monotonic()
        try:
            records = self._gather()
            if records:
                self._settle_all(records)
                self._checkpoint = records[-1]["dynamodb"]["SequenceNumber"]
        except Exception:
            self._iterator = (
                None  # records that were read but not processed are read again from the checkpoint
            )
            raise
        self.busy = False
        if not records:
            self.last_empty = started
            self.stop.wait(POLL_SECONDS)

    def _gather(self) -> list[Record]:
        wanted = self.source.batch * (CHAOS_BATCHES if self.chance else self.source.lanes)
        records = self._read(wanted)
        end = time.monotonic() + self.window
        while 0 < len(records) < wanted and time.monotonic() < end and not self.stop.is_set():
            more = self._read(wanted - len(records))
            records += more
            if not more:
                self.stop.wait(0.05)
        return records

    def _read(self, count: int) -> list[Record]:
        if self.closed:
            return []
        if self._iterator is None:
            self._iterator = self._position()
        try:
            answer = self.streams.get_records(ShardIterator=self._iterator, Limit=min(count, CALL_LIMIT))
        except ClientError as error:
            if error.response["Error"]["Code"] != "ExpiredIteratorException":
                raise
            self._iterator = None
            return self._read(count)
        self.busy = self.busy or bool(answer["Records"])
        self._iterator = answer.get("NextShardIterator")
        self.closed = self._iterator is None
        return [as_event(record, self.source.arn) for record in answer["Records"]]

    def _position(self) -> str:
        after = {
            "ShardIteratorType": "AFTER_SEQUENCE_NUMBER",
            "SequenceNumber": self._checkpoint,
        }
        where = after if self._checkpoint else {"ShardIteratorType": self.source.start}
        answer = self.streams.get_shard_iterator(StreamArn=self.source.arn, ShardId=self.shard, **where)
        return str(answer["ShardIterator"])

    def _settle_all(self, records: list[Record]) -> None:
        if self.chance:
            for batch in twice_and_shuffled(records, self.source.batch, self.chance):
                self._settle(batch)
            return
        lanes = [lane for lane in self._lanes(records) if lane]
        with ThreadPoolExecutor(len(lanes)) as threads:
            list(threads.map(self._settle_lane, lanes))

    def _lanes(self, records: list[Record]) -> list[list[Record]]:
        """Lanes of the ParallelizationFactor: all records of one item go to the same lane, so they stay in order."""
        lanes: list[list[Record]] = [[] for _ in range(self.source.lanes)]
        for record in records:
            key = json.dumps(record["dynamodb"]["Keys"], sort_keys=True).encode()
            lanes[zlib.crc32(key) % self.source.lanes].append(record)
        return lanes

    def _settle_lane(self, lane: list[Record]) -> None:
        for batch in cut(lane, self.source.batch):
            self._settle(batch)

    def _settle(self, batch: list[Record], failures: int = 0) -> None:
        while batch and not self.stop.is_set():
            batch, failures = self._attempt(batch, failures)

    def _attempt(self, batch: list[Record], failures: int) -> tuple[list[Record], int]:
        """Try a batch once; return what is left of it and how often that has failed so far."""
        old = [record for record in batch if self._too_old(record)]
        if old:
            self._give_up(old, "RecordAgeExceeded", failures)
            return [record for record in batch if record not in old], failures
        first = self._first_failed(batch)
        if first is None:
            return [], 0
        if first > 0:
            return batch[first:], 0
        if self.source.bisect and len(batch) > 1:
            half = len(batch) // 2
            self._settle(batch[:half], failures)
            return batch[half:], failures
        return self._retry(batch, failures + 1)

    def _retry(self, batch: list[Record], failures: int) -> tuple[list[Record], int]:
        if 0 <= self.source.retries < failures:
            self._give_up(batch, "RetryAttemptsExhausted", failures)
            return [], 0
        self.stop.wait(min(0.1 * 2**failures, LONGEST_PAUSE))
        return batch, failures

    def _first_failed(self, batch: list[Record]) -> int | None:
        """Index of the first record that is not done; None when all are done."""
        ids = [record["dynamodb"]["SequenceNumber"] for record in batch]
        try:
            answer = self.pool.invoke({"Records": batch})
        except InvocationError:
            return 0
        failed = failed_ids(answer, ids, self.source.partial)
        return next((index for index, name in enumerate(ids) if name in failed), None)

    def _too_old(self, record: Record) -> bool:
        age: float = time.time() - record["dynamodb"]["ApproximateCreationDateTime"]
        return 0 <= self.source.max_age < age

    def _give_up(self, batch: list[Record], condition: str, tries: int) -> None:
        if self.source.on_failure:
            url = self.sqs.get_queue_url(QueueName=self.source.on_failure.rsplit(":", 1)[1])["QueueUrl"]
            self.sqs.send_message(
                QueueUrl=url,
                MessageBody=json.dumps(self._notice(batch, condition, tries)),
            )

    def _notice(self, batch: list[Record], condition: str, tries: int) -> dict[str, Any]:
        """Message that Lambda sends about discarded records: their place in the stream, not their contents."""
        numbers = [record["dynamodb"]["SequenceNumber"] for record in batch]
        times = [record["dynamodb"]["ApproximateCreationDateTime"] for record in batch]
        return {
            "requestContext": {
                "requestId": str(uuid.uuid4()),
                "functionArn": function_arn(self.pool.function.name),
                "condition": condition,
                "approximateInvokeCount": tries,
            },
            "responseContext": {
                "statusCode": 200,
                "executedVersion": "$LATEST",
                "functionError": "Unhandled",
            },
            "version": "1.0",
            "timestamp": _timestamp(time.time()),
            "DDBStreamBatchInfo": {
                "shardId": self.shard,
                "startSequenceNumber": min(numbers, key=int),
                "endSequenceNumber": max(numbers, key=int),
                "approximateArrivalOfFirstRecord": _timestamp(min(times)),
                "approximateArrivalOfLastRecord": _timestamp(max(times)),
                "batchSize": len(batch),
                "streamArn": self.source.arn,
            },
        }


def as_event(record: dict[str, Any], arn: str) -> Record:
    """The SDK's record as Lambda passes it: seconds for times, base64 for bytes."""
    plain: Record = json.loads(json.dumps(record, default=_plain))
    return {**plain, "awsRegion": plain.get("awsRegion", REGION), "eventSourceARN": arn}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.timestamp()
    return base64.b64encode(value).decode()


def _timestamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
