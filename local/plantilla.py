"""Functions of the packaged template: handler, limits and event sources of each.

Defaults are Lambda's own (AWS::Lambda::EventSourceMapping in CloudFormation's reference).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from local.despliegue import Deployment, Template

PARTIAL = "ReportBatchItemFailures"


@dataclass(frozen=True)
class QueueSource:
    """An SQS queue; `window` in seconds; `partial` is ReportBatchItemFailures."""

    arn: str
    batch: int = 10
    window: float = 0
    partial: bool = False
    concurrency: int | None = None
    enabled: bool = True

    @property
    def name(self) -> str:
        return self.arn.rsplit(":", 1)[1]

    @property
    def fifo(self) -> bool:
        return self.name.endswith(".fifo")


@dataclass(frozen=True)
class StreamSource:
    """A DynamoDB stream; `window` and `max_age` in seconds; -1 retries or age means without limit."""

    arn: str
    start: str = "TRIM_HORIZON"
    batch: int = 100
    window: float = 0
    partial: bool = False
    retries: int = -1
    bisect: bool = False
    max_age: int = -1
    lanes: int = 1
    on_failure: str | None = None
    enabled: bool = True


@dataclass(frozen=True)
class Schedule:
    """A `rate(...)` or `cron(...)` expression and the event to send, None for EventBridge's own."""

    expression: str
    input: str | None = None
    enabled: bool = True


Source = QueueSource | StreamSource | Schedule


@dataclass(frozen=True)
class Function:
    """A Lambda function: `timeout` in seconds, `memory` in MB, `reserved` its ReservedConcurrentExecutions.

    `unset`: names of variables without a value here, for they refer to resources that are not deployed.
    """

    name: str
    handler: str
    env: Mapping[str, str]
    timeout: int = 3
    memory: int = 128
    sources: tuple[Source, ...] = ()
    reserved: int | None = None
    unset: tuple[str, ...] = ()


def read_functions(template: Template, deployment: Deployment) -> dict[str, Function]:
    """The functions of a packaged SAM template by their logical name."""
    defaults = template.get("Globals", {}).get("Function", {})
    mappings = [r for r in template["Resources"].values() if r["Type"] == "AWS::Lambda::EventSourceMapping"]
    return {
        name: _function(name, defaults, resource["Properties"], mappings, deployment)
        for name, resource in template["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
    }


def _function(
    name: str,
    defaults: dict[str, Any],
    own: dict[str, Any],
    mappings: list[Any],
    deployment: Deployment,
) -> Function:
    properties = {**defaults, **own}
    variables = {**_variables(defaults), **_variables(own)}
    known = dict(_known(variables, deployment))
    events = [deployment.resolve(event) for event in own.get("Events", {}).values()]
    events += [
        {
            "Type": "Mapping",
            "Properties": deployment.resolve({**m["Properties"], "FunctionName": name}),
        }
        for m in mappings
        if m["Properties"]["FunctionName"] in ({"Ref": name}, {"Fn::GetAtt": [name, "Arn"]})
    ]
    return Function(
        name=name,
        handler=properties["Handler"],
        env=known,
        timeout=int(properties.get("Timeout", 3)),
        memory=int(properties.get("MemorySize", 128)),
        sources=tuple(_source(event["Type"], event["Properties"]) for event in events),
        reserved=properties.get("ReservedConcurrentExecutions"),
        unset=tuple(sorted(variables.keys() - known.keys())),
    )


def _variables(properties: dict[str, Any]) -> dict[str, Any]:
    variables: dict[str, Any] = properties.get("Environment", {}).get("Variables", {})
    return variables


def _known(variables: dict[str, Any], deployment: Deployment) -> Iterator[tuple[str, str]]:
    for key, value in variables.items():
        try:
            yield key, str(deployment.resolve(value))
        except KeyError:  # refers to a function or to the API, which are not deployed here
            continue


def _source(kind: str, p: dict[str, Any]) -> Source:
    if kind in ("Schedule", "ScheduleV2"):
        expression = p.get("Schedule") or p["ScheduleExpression"]
        return Schedule(expression, p.get("Input"), p.get("Enabled", p.get("State") != "DISABLED"))
    arn = p.get("Queue") or p.get("Stream") or p.get("EventSourceArn")
    if kind in ("SQS", "Mapping") and arn and ":sqs:" in arn:
        return _queue(arn, p)
    if kind in ("DynamoDB", "Mapping") and arn and ":dynamodb:" in arn:
        return _stream(arn, p)
    raise ValueError(f"El corredor local no atiende eventos {kind} de {arn}.")


def _queue(arn: str, p: dict[str, Any]) -> QueueSource:
    return QueueSource(
        arn=arn,
        batch=int(p.get("BatchSize", 10)),
        window=float(p.get("MaximumBatchingWindowInSeconds", 0)),
        partial=PARTIAL in p.get("FunctionResponseTypes", []),
        concurrency=p.get("ScalingConfig", {}).get("MaximumConcurrency"),
        enabled=p.get("Enabled", True),
    )


def _stream(arn: str, p: dict[str, Any]) -> StreamSource:
    return StreamSource(
        arn=arn,
        start=p.get("StartingPosition", "TRIM_HORIZON"),
        batch=int(p.get("BatchSize", 100)),
        window=float(p.get("MaximumBatchingWindowInSeconds", 0)),
        partial=PARTIAL in p.get("FunctionResponseTypes", []),
        retries=int(p.get("MaximumRetryAttempts", -1)),
        bisect=p.get("BisectBatchOnFunctionError", False),
        max_age=int(p.get("MaximumRecordAgeInSeconds", -1)),
        lanes=int(p.get("ParallelizationFactor", 1)),
        on_failure=p.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination"),
        enabled=p.get("Enabled", True),
    )
