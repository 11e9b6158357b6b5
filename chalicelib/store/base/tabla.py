"""What every table's model shares."""

import os
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast

from botocore.exceptions import ClientError
from pynamodb.connection import Connection, TableConnection
from pynamodb.models import Model

import chalicelib.base.aws  # noqa: F401  (decides the endpoint before PynamoDB connects)
from chalicelib.base import config
from chalicelib.store.base import marcas

# No host: botocore takes AWS_ENDPOINT_URL when a table is first used, as every other client does.
CONEXION: dict[str, Any] = {
    "region": os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION"),
    "connect_timeout_seconds": 3,
    "read_timeout_seconds": 10,
    "max_retry_attempts": 5,
    "max_pool_connections": 20,
}


class Conexion(Connection):
    """PynamoDB's connection that marks conditional writes, so that a lost answer is not read as a refusal."""

    def _make_api_call(self, operation_name: str, operation_kwargs: dict[str, Any]) -> dict[str, Any]:
        marcado = marcas.mark_write(operation_name, operation_kwargs)
        if marcado is None:
            return super()._make_api_call(operation_name, operation_kwargs)
        try:
            return super()._make_api_call(operation_name, marcado)
        except ClientError as error:
            propio = marcas.own_item(marcado, cast(ClientError, error.__cause__ or error))
            if propio is None:
                raise
            return {"Attributes": propio}


@cache
def connection() -> Connection:
    """The connection of the warm container.

    A botocore client costs 50 ms or more of processor time and a TLS session, so there is one.
    """
    return Conexion(**CONEXION)


class Tabla(Model):
    """Base of every table's model.

    PynamoDB would make a client for each model; these share one, for a faster cold start.
    """

    @classmethod
    def _get_connection(cls) -> TableConnection:
        propia = super()._get_connection()
        if propia.connection is not connection():
            with suppress(ValueError):  # another model of the same table was there first
                connection().add_meta_table(propia.get_meta_table())
            propia.connection = connection()
        return propia


def meta(nombre: str) -> Any:
    """PynamoDB `Meta` of a table."""
    return type("Meta", (), {"table_name": config.tabla(nombre), **CONEXION})


def iso(momento: datetime) -> str:
    """RFC 3339 UTC with milliseconds and `Z`: fixed width, so text order is time order."""
    return momento.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def instante(texto: str) -> datetime:
    """Aware datetime of an RFC 3339 text."""
    return datetime.fromisoformat(texto)
