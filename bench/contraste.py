"""Comparison of the emulator's capacity units with AWS's rules, on known requests."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from bench.grabadora import consumed
from bench.unidades import read_units
from local.nube import Nube

TABLA, INDICE = "bench-contraste", "por_g"


class Contraste(NamedTuple):
    """A request with its units by AWS's rules and by the emulator."""

    peticion: str
    regla: float
    emulador: float


def contrast(nube: Nube) -> list[Contraste]:
    """Compare writes and reads of known sizes on a table of their own, with an index of keys only."""
    dynamodb = nube.client("dynamodb")
    claves = [{"AttributeName": a, "AttributeType": "S"} for a in ("k", "g")]
    dynamodb.create_table(
        TableName=TABLA,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=claves,
        KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
        GlobalSecondaryIndexes=[
            {
                "IndexName": INDICE,
                "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            }
        ],
    )
    return [*_writes(dynamodb), *_reads(dynamodb)]


def _writes(dynamodb: Any) -> Iterator[Contraste]:
    def put(item: dict[str, Any]) -> float:
        return consumed(dynamodb.put_item(TableName=TABLA, Item=item, ReturnConsumedCapacity="TOTAL"))

    def update(expression: str, **values: Any) -> float:
        more = {"ExpressionAttributeValues": values} if values else {}
        return consumed(
            dynamodb.update_item(
                TableName=TABLA,
                Key={"k": {"S": "g"}},
                UpdateExpression=expression,
                ReturnConsumedCapacity="TOTAL",
                **more,
            )
        )

    yield Contraste("escribir 500 B", 1, put(_item("a", 500)))
    yield Contraste("escribir 1,500 B", 2, put(_item("a", 1500)))
    yield Contraste("500 B sobre 1,500 B", 2, put(_item("a", 500)))
    en_transaccion = dynamodb.transact_write_items(
        TransactItems=[{"Put": {"TableName": TABLA, "Item": _item("b", 1500)}}],
        ReturnConsumedCapacity="TOTAL",
    )
    yield Contraste("1,500 B en transacción", 4, consumed(en_transaccion))
    yield Contraste("500 B que entra a un índice", 2, put(_item("g", 500) | {"g": {"S": "x"}}))
    yield Contraste("cambia la clave del índice", 3, update("SET g = :g", **{":g": {"S": "y"}}))
    yield Contraste("sale del índice", 2, update("REMOVE g"))


def _reads(dynamodb: Any) -> Iterator[Contraste]:
    dynamodb.put_item(TableName=TABLA, Item=_item("grande", 5000))
    for texto, consistente in (("leer 5,000 B, consistente", True), ("leer 5,000 B, eventual", False)):
        pregunta = {"TableName": TABLA, "Key": {"k": {"S": "grande"}}, "ConsistentRead": consistente}
        answer = dynamodb.get_item(**pregunta, ReturnConsumedCapacity="TOTAL")
        yield Contraste(texto, read_units("GetItem", pregunta, answer), consumed(answer))
    lote = {"RequestItems": {TABLA: {"Keys": [{"k": {"S": k}} for k in ("grande", "nadie")]}}}
    answer = dynamodb.batch_get_item(**lote, ReturnConsumedCapacity="TOTAL")
    yield Contraste(
        "lote: 5,000 B y uno que no está", read_units("BatchGetItem", lote, answer), consumed(answer)
    )


def _item(clave: str, size: int) -> dict[str, Any]:
    """An item of `size` bytes."""
    return {"k": {"S": clave}, "v": {"S": "x" * (size - 2 - len(clave))}}
