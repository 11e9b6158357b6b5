"""Deaths at the n-th write: from there on no write gets through, as when a container is gone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from chalicelib.base import aws
from chalicelib.store.base.tabla import connection

ESCRIBEN = {
    "PutItem",
    "UpdateItem",
    "DeleteItem",
    "BatchWriteItem",
    "TransactWriteItems",
    "PutObject",
    "CreateMultipartUpload",
    "UploadPart",
    "CompleteMultipartUpload",
    "DeleteObject",
    "DeleteObjects",
    "SendMessageBatch",
}


class Muerte(BaseException):
    """The process is gone: no `except Exception` sees it."""


class Falla(Exception):
    """AWS answered with an error."""


class Contador:
    """Counter of writes so far."""

    def __init__(self) -> None:
        self.n = 0


@contextmanager
def dying(
    en: int | None = None, *, despues: bool = False, como: type[BaseException] = Muerte
) -> Iterator[Contador]:
    """Make the `en`-th write raise before it is sent or after it was done (`despues`); after a death all others do."""
    cuenta = Contador()
    clientes = [connection().client, aws.client("s3"), aws.client("sqs")]

    def before(model: Any, **_: Any) -> None:
        if model.name not in ESCRIBEN:
            return
        cuenta.n += 1
        if en is not None and (cuenta.n == en + despues or (como is Muerte and cuenta.n > en)):
            raise como

    def after(model: Any, **_: Any) -> None:
        if despues and model.name in ESCRIBEN and cuenta.n == en:
            raise como

    with _hooked(clientes, "before-call", before), _hooked(clientes, "after-call", after):
        yield cuenta


@contextmanager
def _hooked(clientes: list[Any], cuando: str, gancho: Callable[..., None]) -> Iterator[None]:
    for c in clientes:
        c.meta.events.register_first(cuando, gancho)
    try:
        yield
    finally:
        for c in clientes:
            c.meta.events.unregister(cuando, gancho)


@contextmanager
def conflicting(veces: int = 1) -> Iterator[None]:
    """Make the next transactions conflict with another on the same item: DynamoDB refuses them, whatever they are."""
    quedan = [veces]

    class Rehusada:
        status_code = 400

    def before(**_: Any) -> tuple[Any, dict[str, Any]] | None:
        if not quedan[0]:
            return None
        quedan[0] -= 1
        error = {"Code": "TransactionCanceledException", "Message": "conflict"}
        return Rehusada(), {"Error": error, "CancellationReasons": [{"Code": "TransactionConflict"}]}

    eventos = connection().client.meta.events
    eventos.register_first("before-call.dynamodb.TransactWriteItems", before)
    try:
        yield
    finally:
        eventos.unregister("before-call.dynamodb.TransactWriteItems", before)
    assert not quedan[0], "nothing was written"
