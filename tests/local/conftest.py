"""One local cloud for all tests of the runner, and a bench to lay queues, tables and functions on it."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from local.eventos import Options, Pump
from local.nube import Nube
from local.plantilla import Function, QueueSource, StreamSource

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def nube(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nube]:
    with Nube(build=tmp_path_factory.mktemp("nube"), prefijo="prueba-corredor") as nube:
        yield nube


@dataclass
class Banco:
    """Makes uniquely named resources, pumps handlers of `manejadores` and reads their notes."""

    nube: Nube
    folder: Path
    numbers = itertools.count(1)

    def queue(self, fifo: bool = False, **attributes: str) -> str:
        """ARN of a new queue; what is out comes back after half a minute unless given: no machine is that slow."""
        name = f"cola-{next(self.numbers)}" + (".fifo" if fifo else "")
        given = {"VisibilityTimeout": "30"} | ({"FifoQueue": "true"} if fifo else {}) | attributes
        url = self.nube.client("sqs").create_queue(QueueName=name, Attributes=given)["QueueUrl"]
        found = self.nube.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        return str(found["Attributes"]["QueueArn"])

    def url(self, arn: str) -> str:
        return str(self.nube.client("sqs").get_queue_url(QueueName=arn.rsplit(":", 1)[1])["QueueUrl"])

    def send(self, arn: str, *bodies: str, group: str | None = None) -> None:
        for body in bodies:
            extra = {"MessageGroupId": group, "MessageDeduplicationId": f"{group}{body}"} if group else {}
            self.nube.client("sqs").send_message(QueueUrl=self.url(arn), MessageBody=body, **extra)

    def waiting(self, arn: str) -> list[str]:
        """Takes what waits in a queue that nobody serves."""
        sqs, url, bodies = self.nube.client("sqs"), self.url(arn), []
        while messages := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            bodies += [m["Body"] for m in messages]
        return bodies

    def table(self) -> tuple[str, str]:
        """Name and stream ARN of a new table whose key is `id`."""
        name = f"tabla-{next(self.numbers)}"
        table = self.nube.client("dynamodb").create_table(
            TableName=name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
        )
        return name, table["TableDescription"]["LatestStreamArn"]

    def put(self, table: str, *names: str, v: str = "") -> None:
        for name in names:
            self.nube.client("dynamodb").put_item(
                TableName=table, Item={"id": {"S": name}, "v": {"S": v}, "b": {"B": b"\x00\xff"}}
            )

    def function(self, handler: str, *sources: QueueSource | StreamSource, timeout: int = 60) -> Function:
        name = f"{handler}-{next(self.numbers)}"
        env = {"BITACORA": str(self.folder / f"{name}.jsonl")}
        return Function(name, f"manejadores.{handler}", env, timeout=timeout, sources=sources)

    def pump(self, *functions: Function, **options: Any) -> Pump:
        return Pump(self.nube, functions, Options(**options), project=HERE, say=lambda _line: None)

    def notes(self, function: Function) -> list[dict[str, Any]]:
        path = Path(function.env["BITACORA"])
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def let_go(self, function: Function) -> None:
        """Let a function of the handler `slow` go on."""
        Path(function.env["BITACORA"]).with_suffix(".suelta").touch()

    def deliveries(self, function: Function) -> list[list[str]]:
        return [note["nombres"] for note in self.notes(function)]


@pytest.fixture
def banco(nube: Nube, tmp_path: Path) -> Banco:
    return Banco(nube, tmp_path)
