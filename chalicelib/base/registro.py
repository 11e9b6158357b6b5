"""The log: structured lines that never hold personal data."""

import traceback
from pathlib import PurePath

from aws_lambda_powertools import Logger

log = Logger(service="captacion")


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
