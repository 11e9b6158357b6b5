"""Handlers for the runner's own tests. Each notes what it is given in the file that BITACORA names.

What a body or key is called decides what happens: `mal…` always fails, `tarde…` fails the first time only.
"""

import json
import os
import signal
import time
from pathlib import Path


def _seen() -> list[dict]:
    notes = Path(os.environ["BITACORA"])
    return [json.loads(line) for line in notes.read_text().splitlines()] if notes.exists() else []


def _note(names: list[str]) -> None:
    with Path(os.environ["BITACORA"]).open("a") as notes:
        notes.write(json.dumps({"nombres": names, "pid": os.getpid()}) + "\n")


def _fails(name: str, before: list[dict]) -> bool:
    known = any(name in note["nombres"] for note in before)
    return name.startswith("mal") or (name.startswith("tarde") and not known)


def _names(event: dict) -> list[tuple[str, str]]:
    """Name and item identifier of each record of either kind."""
    return [
        (r["body"], r["messageId"])
        if r["eventSource"] == "aws:sqs"
        else (
            r["dynamodb"]["Keys"]["id"]["S"] + r["dynamodb"]["NewImage"]["v"]["S"],
            r["dynamodb"]["SequenceNumber"],
        )
        for r in event["Records"]
    ]


def partial(event: dict, _context: object) -> dict:
    """Reports each record that fails."""
    before, names = _seen(), _names(event)
    _note([name for name, _ in names])
    return {"batchItemFailures": [{"itemIdentifier": id} for name, id in names if _fails(name, before)]}


def in_order(event: dict, context: object) -> dict:
    """Stops at the first record that fails and reports it and all after it, as a FIFO consumer must."""
    before, names = _seen(), _names(event)
    first = next((i for i, (name, _) in enumerate(names) if _fails(name, before)), len(names))
    _note([name for name, _ in names[: first + 1]])
    return {"batchItemFailures": [{"itemIdentifier": id} for _, id in names[first:]]}


def whole(event: dict, _context: object) -> None:
    """Raises if any record fails."""
    before, names = _seen(), _names(event)
    _note([name for name, _ in names])
    if any(_fails(name, before) for name, _ in names):
        raise ValueError("uno del lote no se puede atender")


def dies_first(event: dict, _context: object) -> None:
    first = not _seen()
    _note([name for name, _ in _names(event)])
    if first:
        os.kill(os.getpid(), signal.SIGKILL)


def hangs_first(event: dict, context: object) -> None:
    first = not _seen()
    _note([name for name, _ in _names(event)])
    if first:
        time.sleep(60)


def slow(event: dict, _context: object) -> None:
    """Works until the test lets it go on (`Banco.let_go`)."""
    while not Path(os.environ["BITACORA"]).with_suffix(".suelta").exists():
        time.sleep(0.02)
    _note([name for name, _ in _names(event)])


def raw(event: dict, context: object) -> dict:
    """Notes the whole event and what the context says."""
    left = context.get_remaining_time_in_millis()  # type: ignore[attr-defined]
    arn = context.invoked_function_arn  # type: ignore[attr-defined]
    with Path(os.environ["BITACORA"]).open("a") as notes:
        notes.write(json.dumps({"evento": event, "quedan": left, "arn": arn}) + "\n")
    return {}


def pid(_event: dict, _context: object) -> int:
    return os.getpid()
