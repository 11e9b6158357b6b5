"""The clock of the entry points; whatever lies deeper gets the instant as an argument."""

import os
from datetime import UTC, datetime, timedelta

# A local run prepares a process "weeks ago" (a key is due ten days before the start, 15.1). Never on AWS itself.
_DESFASE = timedelta(seconds=float(os.environ.get("CAPTACION_DESFASE_S", "0")))
if _DESFASE and not os.environ.get("AWS_ENDPOINT_URL"):
    raise RuntimeError("CAPTACION_DESFASE_S solo se admite con una nube emulada")


def ahora() -> datetime:
    """The current time, aware, in UTC."""
    return datetime.now(UTC) + _DESFASE
