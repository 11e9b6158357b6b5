"""DynamoDB's capacity units by AWS's published rules, from the items that a request carried or returned.

Size of an item: its names and values in UTF-8 bytes; a number about half its digits; a list or map 3 bytes, and
1 more for each element. Writes count by 1 KB, reads by 4 KB, both rounded up; a transaction counts double; an
eventually consistent read, half.
"""

import math
from collections.abc import Mapping
from typing import Any

KB = 1024
LECTURAS = frozenset({"GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"})
ESCRITURAS = frozenset({"PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"})
Item = Mapping[str, Mapping[str, Any]]


def item_bytes(item: Item) -> int:
    """Size of an item in DynamoDB JSON, in bytes."""
    return sum(len(name.encode()) + _value_bytes(value) for name, value in item.items())


def _value_bytes(value: Mapping[str, Any]) -> int:
    ((kind, content),) = value.items()
    if kind == "S":
        return len(content.encode())
    if kind == "B":
        return len(content)
    if kind == "N":
        return 1 + math.ceil(len(content.strip("-").replace(".", "").strip("0")) / 2)
    if kind == "L":
        return 3 + sum(1 + _value_bytes(v) for v in content)
    if kind == "M":
        return 3 + sum(1 + len(k.encode()) + _value_bytes(v) for k, v in content.items())
    return 1


def read_units(operation: str, params: Mapping[str, Any], answer: Mapping[str, Any]) -> float:
    """Read units of one request; a missing item costs as much as the smallest."""
    if operation == "GetItem":
        return _units(item_bytes(answer.get("Item", {})), params)
    if operation == "BatchGetItem":
        return sum(
            _batch_units(asked, answer["Responses"].get(table, []))
            for table, asked in params["RequestItems"].items()
        )
    if operation in ("Query", "Scan"):
        return _units(sum(item_bytes(i) for i in answer["Items"]), params)
    raise ValueError(f"no rule for {operation}")


def least_write_units(operation: str, params: Mapping[str, Any]) -> float:
    """Least write units of a request, from items that it carries whole: old images and indexes are not counted."""
    if operation == "PutItem":
        return float(_kb(params["Item"]))
    if operation == "TransactWriteItems":
        return float(
            sum(2 * (_kb(op["Put"]["Item"]) if "Put" in op else 1) for op in params["TransactItems"])
        )
    return 1.0


def largest_put(operation: str, params: Mapping[str, Any]) -> int:
    """Bytes of the largest item that a request carries whole; 0 when it carries none."""
    if operation == "PutItem":
        return item_bytes(params["Item"])
    puts = [op["Put"]["Item"] for op in params.get("TransactItems", []) if "Put" in op]
    return max(map(item_bytes, puts), default=0)


def _batch_units(asked: Mapping[str, Any], items: list[Item]) -> float:
    missing = len(asked["Keys"]) - len(items)
    return sum(_units(item_bytes(i), asked) for i in items) + missing * _units(0, asked)


def _units(size: int, request: Mapping[str, Any]) -> float:
    return max(1, math.ceil(size / (4 * KB))) * (1.0 if request.get("ConsistentRead") else 0.5)


def _kb(item: Item) -> int:
    return max(1, math.ceil(item_bytes(item) / KB))
