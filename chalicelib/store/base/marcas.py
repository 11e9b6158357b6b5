"""Marks of conditional writes: how a writer recognizes its own write when the answer to it was lost.

DynamoDB may carry a write out and its answer may be lost. botocore then sends the same request again, and the
condition fails because of the first one. So every conditional PutItem and UpdateItem carries a mark, a random text
of that attempt, which is stored in the item. A refusal that returns an item with the same mark is a success.

A PutItem keeps its mark in `marca_alta` and an UpdateItem in `marca`: an update between the two sendings of a
creation does not hide the mark of the creation.
"""

from collections.abc import Callable
from secrets import token_urlsafe
from typing import Any

from botocore.exceptions import ClientError
from pynamodb.exceptions import DeleteError, PutError, UpdateError

REFUSED = "ConditionalCheckFailedException"
_ATRIBUTOS = {"PutItem": "marca_alta", "UpdateItem": "marca"}
_MARCA = token_urlsafe  # 8 bytes: two writers of one item never have the same


def mark_write(operacion: str, pedido: dict[str, Any]) -> dict[str, Any] | None:
    """Add the writer's mark to the request; None when it is not a conditional PutItem or UpdateItem."""
    if operacion not in _ATRIBUTOS or "ConditionExpression" not in pedido:
        return None
    valor = {"S": _MARCA(8)}
    marcado = pedido | {
        # PynamoDB puts its own AND, OR and NOT into parentheses; DynamoDB refuses redundant ones.
        "ConditionExpression": f"{pedido['ConditionExpression']}"
        " AND (attribute_not_exists(#marca) OR #marca <> :marca)",
        "ExpressionAttributeNames": pedido.get("ExpressionAttributeNames", {})
        | {"#marca": _ATRIBUTOS[operacion]},
        "ExpressionAttributeValues": pedido.get("ExpressionAttributeValues", {}) | {":marca": valor},
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }
    return marcado | _stored(operacion, pedido, valor)


def _stored(operacion: str, pedido: dict[str, Any], valor: dict[str, str]) -> dict[str, Any]:
    """The part of the request that stores the mark."""
    if operacion == "PutItem":
        return {"Item": pedido["Item"] | {_ATRIBUTOS[operacion]: valor}}
    expresion: str = pedido["UpdateExpression"]
    resto = ", " + expresion.removeprefix("SET ") if expresion.startswith("SET ") else " " + expresion
    return {"UpdateExpression": "SET #marca = :marca" + resto}


def own_item(marcado: dict[str, Any], error: ClientError) -> dict[str, Any] | None:
    """The stored item when the condition failed because an earlier attempt of the same request took effect; None
    otherwise.
    """
    if error.response.get("Error", {}).get("Code") != REFUSED:
        return None
    item: dict[str, Any] | None = error.response.get("Item")
    atributo = marcado["ExpressionAttributeNames"]["#marca"]
    return item if item and item.get(atributo) == marcado["ExpressionAttributeValues"][":marca"] else None


def code_of(error: BaseException) -> str | None:
    """AWS error code of a failed PynamoDB operation; None when the request ended without an answer.

    PynamoDB's own `cause_response_code` raises AttributeError for a request that timed out.
    """
    respuesta = getattr(getattr(error, "cause", None), "response", None) or {}
    codigo: str | None = respuesta.get("Error", {}).get("Code")
    return codigo


def is_refused(error: BaseException) -> bool:
    """Whether DynamoDB refused a single write because its condition does not hold.

    False for everything else, also when a request ended without an answer: then nobody knows whether it took effect.
    """
    return code_of(error) == REFUSED


def write_unless_refused(write: Callable[[], Any]) -> bool:
    """Make one conditional write; False when its condition does not hold. Raises any other failure.

    True also when the write had taken effect and its answer was lost.
    """
    try:
        write()
    except (PutError, UpdateError, DeleteError) as error:
        if not is_refused(error):
            raise
        return False
    return True
