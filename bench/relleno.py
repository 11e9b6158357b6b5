"""Records that are already there: copies of one that went the whole way, in every table where it left something.

Only the tables are filled, and straight: what is asked is whether the next record costs more for them.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

from bench.sistema import Fallo, Sistema
from local.siembra import PROCESO

Item = dict[str, dict[str, Any]]
TABLAS = ("apoyos", "contados", "personas", "mesa", "acuses")
LOTE, HILOS = 25, 3


def fill(sistema: Sistema, folio: str, desde: int, hasta: int, tell: Callable[[int], None]) -> None:
    """Put copies `desde`..`hasta` of the record with that folio; `tell` gets how many are in."""
    modelo = [(tabla, item) for tabla in TABLAS for item in _left_by(sistema, tabla, folio)]
    if {tabla for tabla, _ in modelo} != set(TABLAS):
        raise Fallo(f"{folio} no dejó nada en {set(TABLAS) - {t for t, _ in modelo}}")
    dynamodb, operadores = sistema.nube.client("dynamodb"), list(sistema.mundo.operadores)
    puts = (
        (f"{sistema.nube.prefijo}-{tabla}", _copy(tabla, item, folio, n, operadores))
        for n in range(desde, hasta)
        for tabla, item in modelo
    )
    with ThreadPoolExecutor(HILOS) as hilos:
        for hechos, _ in enumerate(hilos.map(lambda lote: _write(dynamodb, lote), _batches(puts)), 1):
            tell(hechos * LOTE // len(modelo))


def _left_by(sistema: Sistema, tabla: str, folio: str) -> list[Item]:
    dynamodb = sistema.nube.client("dynamodb")
    items = dynamodb.scan(TableName=f"{sistema.nube.prefijo}-{tabla}")["Items"]
    own = [i for i in items if i.get("folio", {}).get("S") == folio]
    personas = {i["persona"]["S"] for i in own if tabla == "personas"}
    return own + [i for i in items if tabla == "personas" and i["persona"]["S"] in personas and i not in own]


def _copy(tabla: str, item: Item, folio: str, n: int, operadores: list[str]) -> Item:
    """The item as another record's; at the Mesa it waits behind everything, in some operator's queue."""
    nuevo = f"{folio}X{n:07d}"
    copia: Item = {c: {"S": v["S"].replace(folio, nuevo)} if "S" in v else v for c, v in item.items()}
    if "persona" in copia:
        copia["persona"] = {"S": f"{PROCESO}#RELLENO{n:07d}"}
    if tabla == "mesa":
        operador = operadores[n % len(operadores)]
        copia |= {"operador": {"S": operador}, "cola": {"S": f"{PROCESO}#{operador}"}}
        copia["orden"] = {"S": f"9999#{nuevo}"}
        del copia["revisado"]
    return copia


def _batches(puts: Iterator[tuple[str, Item]]) -> Iterator[list[tuple[str, Item]]]:
    while lote := list(islice(puts, LOTE)):
        yield lote


def _write(dynamodb: Any, lote: list[tuple[str, Item]]) -> None:
    peticion: dict[str, list[Any]] = {}
    for tabla, item in lote:
        peticion.setdefault(tabla, []).append({"PutRequest": {"Item": item}})
    while peticion:
        peticion = dynamodb.batch_write_item(RequestItems=peticion)["UnprocessedItems"]
