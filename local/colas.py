"""Pollers that hand messages of queues to functions, as Lambda's do."""

import base64
import time
from dataclasses import dataclass
from random import Random
from threading import Event
from typing import Any

from local.lotes import CHAOS_BATCHES, cut, failed_ids, twice_and_shuffled
from local.nube import REGION
from local.plantilla import QueueSource
from local.trabajador import InvocationError, Pool

POLL_SECONDS = 1
CALL_LIMIT = 10
"""Messages in one ReceiveMessage or DeleteMessageBatch."""

Message = dict[str, Any]


@dataclass
class QueuePoller:
    """One poller of a queue; several of them side by side are the mapping's concurrency.

    A message is deleted once its invocation succeeds. One that fails stays as it is and comes back when the
    queue's visibility timeout ends, unless `retry_after` (seconds) makes that sooner; how often it may come
    back and where it goes then is the queue's own redrive policy. Order within a FIFO group is the queue's
    doing too: it gives out nothing of a group while a batch of it is out.
    """

    sqs: Any
    url: str
    source: QueueSource
    pool: Pool
    stop: Event
    window: float
    retry_after: int | None = None
    chance: Random | None = None

    def turn(self) -> None:
        """Receive one batch, if any arrives within a second, and deliver it."""
        messages = self._gather()
        if not messages:
            return
        failed: set[str] = set()
        for batch in self._batches(messages):
            failed |= self._deliver(batch)
        self._delete([m for m in messages if m["MessageId"] not in failed])
        if self.retry_after is not None:
            self._hide([m for m in messages if m["MessageId"] in failed], self.retry_after)

    def _gather(self) -> list[Message]:
        wanted = self.source.batch * (CHAOS_BATCHES if self.chance and not self.source.fifo else 1)
        messages = self._receive(wanted, POLL_SECONDS)
        if self.stop.is_set():
            self._hide(messages, 0)
            return []
        end = time.monotonic() + self.window
        while 0 < len(messages) < wanted and time.monotonic() < end and not self.stop.is_set():
            more = self._receive(wanted - len(messages), 0)
            messages += more
            if not more:
                self.stop.wait(0.05)
        return messages

    def _receive(self, count: int, wait: int) -> list[Message]:
        answer = self.sqs.receive_message(
            QueueUrl=self.url,
            MaxNumberOfMessages=min(count, CALL_LIMIT),
            WaitTimeSeconds=wait,
            MessageAttributeNames=["All"],
            MessageSystemAttributeNames=["All"],
        )
        messages: list[Message] = answer.get("Messages", [])
        return messages

    def _batches(self, messages: list[Message]) -> list[list[Message]]:
        if not self.chance:
            return cut(messages, self.source.batch)
        if self.source.fifo:  # a FIFO queue promises its order: batches are repeated, never mixed
            return [messages, messages]
        return twice_and_shuffled(messages, self.source.batch, self.chance)

    def _deliver(self, batch: list[Message]) -> set[str]:
        ids = [message["MessageId"] for message in batch]
        try:
            answer = self.pool.invoke({"Records": [_record(m, self.source.arn) for m in batch]})
        except InvocationError:
            return set(ids)
        return failed_ids(answer, ids, self.source.partial)

    def _delete(self, messages: list[Message]) -> None:
        for part in cut(messages, CALL_LIMIT):
            entries = [{"Id": str(i), "ReceiptHandle": m["ReceiptHandle"]} for i, m in enumerate(part)]
            self.sqs.delete_message_batch(QueueUrl=self.url, Entries=entries)

    def _hide(self, messages: list[Message], seconds: int) -> None:
        for m in messages:
            self.sqs.change_message_visibility(
                QueueUrl=self.url,
                ReceiptHandle=m["ReceiptHandle"],
                VisibilityTimeout=seconds,
            )


def _record(message: Message, arn: str) -> dict[str, Any]:
    attributes = message.get("MessageAttributes", {})
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message.get("Attributes", {}),
        "messageAttributes": {name: _attribute(value) for name, value in attributes.items()},
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": arn,
        "awsRegion": REGION,
    }


def _attribute(value: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "stringListValues": [],
        "binaryListValues": [],
        "dataType": value["DataType"],
    }
    if "StringValue" in value:
        shown["stringValue"] = value["StringValue"]
    if "BinaryValue" in value:
        shown["binaryValue"] = base64.b64encode(value["BinaryValue"]).decode()
    return shown
