"""Execution environments: one long-lived child process for each instance of a function, as Lambda has them.

The parent's half is `Pool` and `Instance`; `python -m local.trabajador FD HANDLER` is the child's. They speak
JSON over a socket pair, so that whatever the function prints goes to its log and nowhere else.
"""

import importlib
import json
import os
import signal
import sys
import threading
import time
import traceback
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from local import hijo
from local.nube import ACCOUNT, REGION, ROOT
from local.plantilla import Function

INIT_SECONDS = 30  # Lambda allows 10; this machine may be busier than Lambda's


class InvocationError(Exception):
    """An invocation that failed: `kind` as Lambda names it, and the message."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(f"{kind}: {message}")
        self.kind = kind


def function_arn(name: str) -> str:
    return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}"


class Instance:
    """One child process, which serves one invocation at a time."""

    def __init__(self, function: Function, env: Mapping[str, str], project: Path, log: Path) -> None:
        self._function = function
        self._connection, theirs = Pipe()
        command = [
            sys.executable,
            "-m",
            "local.trabajador",
            str(theirs.fileno()),
            function.handler,
        ]
        self._process = hijo.start(
            command,
            _lambda_env(function, env, project),
            log,
            project,
            [theirs.fileno()],
        )
        theirs.close()
        self._answer(INIT_SECONDS)

    def invoke(self, event: Any) -> Any:
        """The handler's result; InvocationError if it raises, outlives its timeout or its process ends."""
        request = {
            "event": event,
            "id": str(uuid.uuid4()),
            "seconds": self._function.timeout,
        }
        try:
            self._connection.send_bytes(json.dumps(request).encode())
        except OSError:
            raise self._ended() from None
        return self._answer(self._function.timeout)

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        self._process.kill()
        hijo.stop(self._process)
        self._connection.close()

    def _answer(self, seconds: float) -> Any:
        try:
            if not self._connection.poll(seconds):
                self._process.kill()
                self._process.wait()
                raise InvocationError("Sandbox.Timedout", f"Task timed out after {seconds:.2f} seconds")
            answer = json.loads(self._connection.recv_bytes())
        except (EOFError, OSError):
            raise self._ended() from None
        if "error" in answer:
            raise InvocationError(**answer["error"])
        return answer.get("result")

    def _ended(self) -> InvocationError:
        code = self._process.wait()
        how = signal.Signals(-code).name if code < 0 else f"exit status {code}"
        return InvocationError("Runtime.ExitError", f"Runtime exited: {how}")


class Pool:
    """Pool of a function's instances: as many as are in use at once, kept warm, replaced when they end."""

    def __init__(self, function: Function, env: Mapping[str, str], project: Path, logs: Path) -> None:
        self.function = function
        self.invocations = self.errors = self.events = self.running = 0
        self._env, self._project, self._log = (
            env,
            project,
            logs / f"{function.name}.log",
        )
        self._idle: list[Instance] = []
        self._closed = False
        self._all: list[Instance] = []
        self._lock = threading.Lock()

    def invoke(self, event: Any) -> Any:
        """Invoke the function as `Instance.invoke` does, in any free instance."""
        with self._lock:
            self.invocations += 1
            self.running += 1
            self.events += len(event.get("Records", ["one"]))
            instance = self._idle.pop() if self._idle else None
        try:
            instance = instance or self._new()
            return instance.invoke(event)
        except InvocationError as error:
            with self._lock:
                self.errors += 1
            self._note(f"{type(error).__name__}: {error}")
            raise
        finally:
            with self._lock:
                self.running -= 1
                if instance and instance.alive:
                    self._idle.append(instance)

    def close(self) -> None:
        """End all instances, also those in use; no invocation succeeds from here on."""
        with self._lock:
            self._closed = True
            for instance in self._all:
                instance.stop()

    def _new(self) -> Instance:
        with self._lock:
            if self._closed:
                raise InvocationError("Runtime.Closed", "the runner is closing")
        instance = Instance(self.function, self._env, self._project, self._log)
        with self._lock:
            self._all = [*(old for old in self._all if old.alive), instance]
            if self._closed:
                instance.stop()
        return instance

    def _note(self, text: str) -> None:
        with self._log.open("a") as log:
            log.write(text + "\n")


def _lambda_env(function: Function, env: Mapping[str, str], project: Path) -> dict[str, str]:
    own = {
        "AWS_LAMBDA_FUNCTION_NAME": function.name,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory),
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "LAMBDA_TASK_ROOT": str(project),
        "_HANDLER": function.handler,
        "TZ": ":UTC",
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": f"{project}:{ROOT}",
    }
    return {**function.env, **env, **own}


# ---- the child ----


@dataclass
class Context:
    """Second argument of a handler, as Lambda passes it; times in milliseconds."""

    aws_request_id: str
    deadline: float
    function_name: str
    memory_limit_in_mb: str
    function_version: str = "$LATEST"
    log_group_name: str = ""
    log_stream_name: str = ""
    identity: None = None
    client_context: None = None

    @property
    def invoked_function_arn(self) -> str:
        return function_arn(self.function_name)

    def get_remaining_time_in_millis(self) -> int:
        return max(0, int((self.deadline - time.monotonic()) * 1000))


def _context(request: dict[str, Any]) -> Context:
    return Context(
        aws_request_id=request["id"],
        deadline=time.monotonic() + request["seconds"],
        function_name=os.environ["AWS_LAMBDA_FUNCTION_NAME"],
        memory_limit_in_mb=os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"],
    )


def _error(error: Exception) -> dict[str, Any]:
    traceback.print_exc()
    return {"error": {"kind": type(error).__name__, "message": str(error)}}


def _run(handler: Callable[[Any, Context], Any], request: dict[str, Any]) -> bytes:
    """Run the handler; return the answer as JSON. A result that has no JSON form is a failed invocation too."""
    try:
        return json.dumps({"result": handler(request["event"], _context(request))}).encode()
    except Exception as error:  # noqa: BLE001 - as Lambda: whatever it is, it fails the invocation
        return json.dumps(_error(error)).encode()


def main(descriptor: str, path: str) -> None:
    hijo.die_with_parent()
    connection = Connection(int(descriptor))
    module, _, name = path.rpartition(".")
    try:
        handler = getattr(importlib.import_module(module), name)
    except Exception as error:  # noqa: BLE001
        connection.send_bytes(json.dumps(_error(error)).encode())
        return
    connection.send_bytes(b"{}")
    while True:
        connection.send_bytes(_run(handler, json.loads(connection.recv_bytes())))


if __name__ == "__main__":
    main(*sys.argv[1:])
