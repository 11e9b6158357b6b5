"""What every table's model shares."""

import os
from datetime import UTC, datetime
from typing import Any

import chalicelib.aws  # noqa: F401  (decides the endpoint before PynamoDB connects)
from chalicelib import config


def meta(nombre: str) -> Any:
    """PynamoDB `Meta` of a table."""
    atributos: dict[str, Any] = {
        "table_name": config.tabla(nombre),
        "region": os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION"),
        "host": os.environ.get("AWS_ENDPOINT_URL"),
        "connect_timeout_seconds": 3,
        "read_timeout_seconds": 10,
        "max_retry_attempts": 5,
    }
    return type("Meta", (), atributos)


def iso(momento: datetime) -> str:
    """RFC 3339 UTC with milliseconds and `Z`: fixed width, so text order is time order."""
    return momento.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{momento.microsecond // 1000:03d}Z"


def instante(texto: str) -> datetime:
    """Aware datetime of an RFC 3339 text."""
    return datetime.fromisoformat(texto)
