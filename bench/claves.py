"""Write units by key: DynamoDB takes 1,000 a second on one partition key of a table or index."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bench.grabadora import Llamada
from bench.unidades import item_bytes

LIMITE = 1_000
"""Write units a second on one partition key."""
DE_UN_INDICE_SIN_CLAVE = "(no dice)"
"""Stands for an unknown partition key of an index: an update names the table's key only."""
Item = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Donde:
    """A table, or an index of it (`tabla.indice`), a partition key, and the item within it."""

    de: str
    particion: str
    articulo: str


@dataclass
class Caliente:
    """Units of a table or index: all, those of its hottest partition key and those of its hottest item."""

    de: str
    unidades: float
    particion: float
    articulo: float
    claves: int


class Claves:
    """Keys of tables and indexes; each table is described once."""

    def __init__(self, dynamodb: Any) -> None:
        self._dynamodb = dynamodb
        self._esquemas: dict[str, dict[str, list[str]]] = {}

    def units(self, llamadas: Iterable[Llamada]) -> Counter[Donde]:
        """Write units by table or index, key and item. A table's units are split by each operation's least cost."""
        suma: Counter[Donde] = Counter()
        for llamada in llamadas:
            operaciones: dict[str, list[tuple[Item, float]]] = defaultdict(list)
            for tabla, item, piso in _operations(llamada):
                operaciones[tabla].append((item, piso))
            for cobro in llamada.cobrado:
                for donde, unidades in self._charged(cobro, operaciones[cobro["TableName"]]):
                    suma[donde] += unidades
        return suma

    def _charged(
        self, cobro: dict[str, Any], operaciones: list[tuple[Item, float]]
    ) -> Iterator[tuple[Donde, float]]:
        tabla = cobro["TableName"]
        indices = {
            nombre: c["CapacityUnits"] for nombre, c in cobro.get("GlobalSecondaryIndexes", {}).items()
        }
        propias, pisos = cobro["CapacityUnits"] - sum(indices.values()), sum(p for _, p in operaciones)
        for item, piso in operaciones:
            yield self._where(tabla, "", item), propias * piso / pisos
        for nombre, unidades in indices.items():
            dentro = [i for i, _ in operaciones if all(k in i for k in self._keys(tabla)[nombre])]
            for item in dentro:
                yield self._where(tabla, nombre, item), unidades / len(dentro)
            if not dentro:
                yield Donde(f"{_short(tabla)}.{nombre}", DE_UN_INDICE_SIN_CLAVE, ""), unidades

    def _where(self, tabla: str, indice: str, item: Item) -> Donde:
        claves = [next(iter(item[k].values())) for k in self._keys(tabla)[indice]]
        return Donde(".".join(filter(None, (_short(tabla), indice))), claves[0], "|".join(claves))

    def _keys(self, tabla: str) -> dict[str, list[str]]:
        if tabla not in self._esquemas:
            t = self._dynamodb.describe_table(TableName=tabla)["Table"]
            esquemas = {i["IndexName"]: i["KeySchema"] for i in t.get("GlobalSecondaryIndexes", [])}
            self._esquemas[tabla] = {
                nombre: [k["AttributeName"] for k in sorted(esquema, key=lambda k: str(k["KeyType"]))]
                for nombre, esquema in (esquemas | {"": t["KeySchema"]}).items()
            }
        return self._esquemas[tabla]


def hottest(unidades: Counter[Donde]) -> list[Caliente]:
    """Each table and index with its hottest keys, the hottest partition first."""
    por_tabla: dict[str, Counter[Donde]] = defaultdict(Counter)
    for donde, n in unidades.items():
        por_tabla[donde.de][donde] += n
    return sorted((_hottest_of(de, suyas) for de, suyas in por_tabla.items()), key=lambda c: -c.particion)


def _hottest_of(de: str, unidades: Counter[Donde]) -> Caliente:
    """Hottest key and item of a table or index; units whose key is unknown count as spread like the others."""
    conocidas = (
        Counter({d: n for d, n in unidades.items() if d.particion != DE_UN_INDICE_SIN_CLAVE}) or unidades
    )
    particiones: Counter[str] = Counter()
    for donde, n in conocidas.items():
        particiones[donde.particion] += n
    veces = unidades.total() / conocidas.total()
    return Caliente(
        de,
        unidades.total(),
        max(particiones.values()) * veces,
        max(conocidas.values()) * veces,
        len(particiones),
    )


def _operations(llamada: Llamada) -> Iterator[tuple[str, Item, float]]:
    """Operations of a write request: table, key or whole item, and least units of each."""
    que = llamada.escrito
    if llamada.operacion == "TransactWriteItems":
        for op in que["TransactItems"]:
            ((_, uno),) = op.items()
            item = uno.get("Item") or uno["Key"]
            yield uno["TableName"], item, 2.0 * _kb(item)
    elif llamada.operacion == "BatchWriteItem":
        for tabla, pedidos in que["RequestItems"].items():
            for pedido in pedidos:
                ((_, uno),) = pedido.items()
                item = uno.get("Item") or uno["Key"]
                yield tabla, item, float(_kb(item))
    elif que:
        item = que.get("Item") or que["Key"]
        yield que["TableName"], item, float(_kb(item))


def _kb(item: Item) -> int:
    return max(1, -(-item_bytes(item) // 1024))


def _short(tabla: str) -> str:
    return tabla.split("-", 2)[-1]
