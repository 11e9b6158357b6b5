"""Change to moto's transactions: a refused one undoes the items that it touched, and no more.

moto copies every table that a transaction names, and puts the copies in their places when the transaction is
refused. That is slow (each verdict copies all records), and wrong for readers of the stream: an iterator goes on
reading the table that was put away, so what is written afterwards never reaches it.
"""

import copy
from types import SimpleNamespace
from typing import Any

from moto.dynamodb import models
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.table import Table


def undo_by_item() -> None:
    """Install this module's change to moto, for the rest of this process."""
    if hasattr(DynamoDBBackend, "_de_tablas_enteras"):
        return
    de_tablas_enteras = DynamoDBBackend.transact_write_items

    def transact_write_items(self: DynamoDBBackend, transact_items: list[dict[str, Any]]) -> None:
        partes = [next(iter(t.values())) for t in transact_items]
        estados = [_State(self.get_table(n)) for n in sorted({p["TableName"] for p in partes})]
        for estado in estados:
            estado.remember([p for p in partes if p["TableName"] == estado.tabla.name])
        try:
            de_tablas_enteras(self, transact_items)
        except Exception:
            for estado in estados:
                estado.restore()
            raise

    DynamoDBBackend._de_tablas_enteras = de_tablas_enteras  # type: ignore[attr-defined]
    DynamoDBBackend.transact_write_items = transact_write_items  # type: ignore[method-assign]
    # moto's "copy" of a table is then the table itself, so that putting it back changes nothing.
    models.copy = SimpleNamespace(deepcopy=lambda x: x if isinstance(x, Table) else copy.deepcopy(x))  # type: ignore[assignment]


class _State:
    """State of a table before a transaction: the items that the transaction names, and the length of the stream."""

    def __init__(self, tabla: Table) -> None:
        self.tabla = tabla
        self.en_flujo = len(tabla.stream_shard.items) if tabla.stream_shard else 0
        self.antes: list[tuple[Any, Any, Any]] = []

    def remember(self, partes: list[dict[str, Any]]) -> None:
        for parte in partes:
            llave, rango = models.DynamoDBBackend.get_keys_value(
                None,  # type: ignore[arg-type]  # it asks nothing of the backend
                self.tabla,
                parte.get("Key") or parte["Item"],
            )
            self.antes.append((llave, rango, copy.deepcopy(self.tabla.get_item(llave, rango))))

    def restore(self) -> None:
        for llave, rango, item in self.antes:
            articulos: Any = self.tabla.items if rango is None else self.tabla.items[llave]
            if item is None:
                articulos.pop(llave if rango is None else rango, None)
            else:
                articulos[llave if rango is None else rango] = item
        if self.tabla.stream_shard:
            del self.tabla.stream_shard.items[self.en_flujo :]
