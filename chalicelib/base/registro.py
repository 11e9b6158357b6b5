"""The log: structured lines that never hold personal data."""

import traceback
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger


class _OnFirstUse:
    """Stand-in for the logger, which is made with its first line: most functions log failures only, and loading
    Powertools takes a tenth of a function's start (docs/decisions/0370).
    """

    def __getattr__(self, nombre: str) -> Any:
        return getattr(_logger(), nombre)


@cache
def _logger() -> "Logger":
    from aws_lambda_powertools import Logger

    return Logger(service="captacion")


log = cast("Logger", _OnFirstUse())
"""The program's logger: `log.error("what happened", extra={…})`, one JSON line each."""


def describe_error(error: BaseException) -> dict[str, str]:
    """Description of an error for the log: its class, where it was raised, and its message if it is one of our own
    errors. Messages of other libraries may quote user input and are left out; of an AWS error the code is kept.
    """
    ultimo = traceback.extract_tb(error.__traceback__)[-1:]
    lugar = f"{PurePath(ultimo[0].filename).name}:{ultimo[0].lineno}" if ultimo else ""
    return {"causa": type(error).__name__, "que": _what(error), "lugar": lugar}


def _what(error: BaseException) -> str:
    if type(error).__module__.startswith("chalicelib."):
        return str(error)
    respuesta = getattr(error, "response", None) or {}
    return str(getattr(error, "cause_response_code", None) or respuesta.get("Error", {}).get("Code", ""))
