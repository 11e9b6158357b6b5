"""DynamoDB's limits of a transaction, which moto does not enforce: 100 items, and 4 MB of all of them together.

Every transaction of the tests is measured. `mayores` has the largest of each kind (the set of tables that it writes),
so that a test can assert it.
"""

import json
from collections import Counter
from typing import Any

import botocore.handlers
from botocore.exceptions import ClientError

ARTICULOS, BYTES = 100, 4 * 1024 * 1024
mayores: dict[str, tuple[int, int]] = {}
"""Most items and most bytes by kind of transaction."""


def measure(pedido: dict[str, Any]) -> tuple[str, int, int]:
    """Kind, items and bytes of a transaction: the bytes of the request, a little more than DynamoDB counts."""
    partes = [next(iter(a.values())) for a in pedido["TransactItems"]]
    clase = " ".join(f"{t.rpartition('-')[2]}" for t in sorted(Counter(p["TableName"] for p in partes)))
    return clase, len(partes), sum(len(json.dumps(p, default=_length)) for p in partes)


def enforce_limits() -> None:
    """Install this module's change to moto, for the rest of this process."""
    if any(h is _LIMITE for h in botocore.handlers.BUILTIN_HANDLERS):
        return
    botocore.handlers.BUILTIN_HANDLERS.append(_LIMITE)


def _refuse_too_large(params: dict[str, Any], **_: Any) -> None:
    clase, n, tamano = measure(params)
    antes = mayores.get(clase, (0, 0))
    mayores[clase] = max(antes[0], n), max(antes[1], tamano)
    if n > ARTICULOS or tamano > BYTES:
        texto = f"{n} items, {tamano} bytes: a transaction holds {ARTICULOS} and {BYTES}"
        raise ClientError({"Error": {"Code": "ValidationException", "Message": texto}}, "TransactWriteItems")


_LIMITE: Any = ("provide-client-params.dynamodb.TransactWriteItems", _refuse_too_large)


def _length(valor: Any) -> Any:
    return valor.decode("latin-1") if isinstance(valor, bytes | bytearray) else str(valor)
