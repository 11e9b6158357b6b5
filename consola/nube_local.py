"""Use of the running local system by a command, when the environment names no cloud.

This module is imported before anything of `chalicelib`, which reads names and addresses from the environment at import.
"""

import json
import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

# Variables that name a cloud or credentials. If any is set, the environment is used as it is.
DECIDEN = frozenset(
    {
        "AWS_ACCESS_KEY_ID",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_ENDPOINT_URL",
        "AWS_PROFILE",
        "AWS_ROLE_ARN",
        "AWS_SESSION_TOKEN",
        "CAPTACION_PREFIJO",
    }
)
ESTADO = Path(__file__).resolve().parent.parent / "build" / "local" / "corredor.json"


def adopt(entorno: MutableMapping[str, str], estado: Path = ESTADO) -> str | None:
    """Add the running local cloud to `entorno`. Returns its address, or None if nothing was changed.

    An environment that names a cloud or credentials (`DECIDEN`) is left as it is, so that nobody who has credentials
    acts on a local run by accident.
    """
    if DECIDEN & entorno.keys() or not estado.exists():
        return None
    nube: dict[str, str] = json.loads(estado.read_text("utf-8"))["nube"]
    entorno.update({n: v for n, v in nube.items() if n.startswith(("AWS_", "CAPTACION_"))})
    return nube["AWS_ENDPOINT_URL"]


def adopt_here() -> None:
    """Apply `adopt` to this process, and say so on standard error."""
    if direccion := adopt(os.environ):
        sys.stderr.write(f"Sistema local en marcha en {direccion}\n")


adopt_here()
