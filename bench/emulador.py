"""The emulator with a thread that puts copies of records straight into its tables; runs in `.venv-nube`.

Filling a million records over HTTP would take hours and measure nothing. Orders come by a Unix socket
(`CAPTACION_LLENADO`), one JSON line each, one answer each. All else, also what is measured, comes over HTTP as always.
Copies share the objects of equal values: the emulator never changes an item in place, it stores another.
"""

import gc
import json
import os
import socketserver
import threading
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from bench.copias import Copia, Reparto, copy_number

Item = dict[str, dict[str, Any]]
Valor = Callable[[Copia], dict[str, Any]]
CUENTA, REGION = os.environ["MINISTACK_ACCOUNT_ID"], os.environ["MINISTACK_REGION"]
SIN_ORDEN = "__no_sort__"  # the emulator's range key in tables that have none


def fill(tablas: dict[str, str], modelos: list[str], desde: int, hasta: int, reparto: dict[str, Any]) -> Any:
    """Store copies `desde` up to `hasta` of the records with these folios. `tablas`: table names by contents."""
    r = Reparto(**reparto | {"operadores": tuple(reparto["operadores"])})
    dejados = [[(t, i) for t in tablas for i in _left_by(_table(tablas[t]), folio)] for folio in modelos]
    planes = [[_plan(t, i, _table(tablas[t]), r, _place_of(dejado)) for t, i in dejado] for dejado in dejados]
    for n in range(desde, hasta):
        copia = copy_number(r, n)
        comunes: dict[str, dict[str, Any]] = {}
        for put in planes[copia.modelo]:
            put(copia, comunes)
    for nombre in tablas.values():
        _settle(_table(nombre))
    return {"modelos": [sorted({t for t, _ in dejado}) for dejado in dejados]}


def clone(tabla: str, modelo: str, filas: list[Item]) -> Any:
    """Store copies of the item whose hash key is `modelo`, each with other attributes in place of the item's own."""
    table = _table(tabla)
    [item] = table["items"][modelo].values()
    for fila in filas:
        nuevo = {**item, **fila}
        orden = nuevo[table["sk_name"]]["S"] if table["sk_name"] else SIN_ORDEN
        table["items"].setdefault(nuevo[table["pk_name"]]["S"], {})[orden] = nuevo
    _settle(table)
    return len(filas)


def add(tabla: str, filas: list[tuple[str, str, int]]) -> Any:
    """Add to totals: hash key, range key and increment of each."""
    table = _table(tabla)
    for ambito, clave, n in filas:
        previo = table["items"].get(ambito, {}).get(clave)
        n += int(previo["n"]["N"]) if previo else 0
        table["items"].setdefault(ambito, {})[clave] = {
            "ambito": {"S": ambito},
            "clave": {"S": clave},
            "n": {"N": str(n)},
        }
    _settle(table)
    return len(filas)


def count(tablas: list[str]) -> Any:
    """Number of items in each table, and resident memory in MB."""
    estado = Path("/proc/self/status").read_text().splitlines()
    resident = next(int(x.split()[1]) // 1024 for x in estado if x.startswith("VmRSS"))
    return {
        "articulos": {t: sum(map(len, _table(t)["items"].values())) for t in tablas},
        "memoria_mb": resident,
    }


def _table(nombre: str) -> dict[str, Any]:
    from ministack.services.dynamodb import _tables  # the same module object that answers requests

    table: dict[str, Any] = _tables.get_scoped(CUENTA, REGION, nombre)
    return table


def _settle(table: dict[str, Any]) -> None:
    """Let the emulator make its counts and index of a table now, not within the first request."""
    from ministack.services import dynamodb

    dynamodb._items_replaced(table)
    dynamodb._index_members(table)


def _left_by(table: dict[str, Any], folio: str) -> list[Item]:
    items = [i for bucket in table["items"].values() for i in bucket.values()]
    own = [i for i in items if i.get("folio", {}).get("S") == folio]
    personas = {i["persona"]["S"] for i in own if "orden" in i and "persona" in i}
    de_la_persona = table["pk_name"] == "persona"
    return [i for i in items if i["persona"]["S"] in personas] if de_la_persona else own


def _place_of(dejado: list[tuple[str, Item]]) -> str:
    return next((str(i["lugar"]["S"]) for t, i in dejado if t == "contados"), "")


def _plan(
    tabla: str, item: Item, table: dict[str, Any], r: Reparto, lugar: str
) -> Callable[[Copia, dict[str, Any]], None]:
    """Function that stores a copy of `item`: values that differ are made once for all tables, others are shared."""
    items, pk, sk = table["items"], table["pk_name"], table["sk_name"]
    valores = {c: v for c, v in _values(r, item, lugar).items() if c in item}

    def put(copia: Copia, comunes: dict[str, Any]) -> None:
        nuevo = dict(item)
        for campo, valor in valores.items():
            if campo not in comunes:
                comunes[campo] = valor(copia)
            nuevo[campo] = comunes[campo]
        if item.get("orden", {}).get("S") == "#":  # head item of a person
            nuevo["orden"] = item["orden"]
        if tabla == "mesa" and not copia.revisado:
            nuevo |= {"operador": {"S": copia.operador}, "cola": {"S": f"{r.proceso}#{copia.operador}"}}
            nuevo["orden"] = {"S": f"9999#{copia.folio}"}  # dated after those that are measured
            del nuevo["revisado"]
        items.setdefault(nuevo[pk]["S"], {})[nuevo[sk]["S"] if sk else SIN_ORDEN] = nuevo

    return put


def _values(r: Reparto, item: Item, lugar: str) -> dict[str, Valor]:
    """Values in a copy, by attribute."""
    textos: dict[str, Valor] = {
        "folio": lambda c: {"S": c.folio},
        "orden": lambda c: {"S": f"{c.recibido_en}#{c.folio}"},
        "persona": lambda c: {"S": f"{r.proceso}#COPIA{c.n:039d}"},
        "recibido_en": lambda c: {"S": c.recibido_en},
        "lista": lambda c: _shared(c.lista),
        "aspirante": lambda c: _shared(c.aspirante),
        "auxiliar": lambda c: _shared(c.auxiliar),
        "dia": lambda c: _shared(c.dia),
    }
    valores = textos | {"noche": lambda c: _flag(c.noche)}
    if "BOOL" in item.get("revisado", {}):
        valores["revisado"] = lambda c: _flag(c.revisado)
    if lugar:
        valores["lugar"] = lambda c: _shared(c.lugar)
        historia = json.dumps(item.get("historia"))
        escrita = cache(lambda otro: json.loads(historia.replace(lugar, otro)))
        valores["historia"] = lambda c: escrita(c.lugar)
    return valores


@cache
def _shared(texto: str) -> dict[str, Any]:
    return {"S": texto}


@cache
def _flag(si: bool) -> dict[str, Any]:
    return {"BOOL": si}


class _Ordenes(socketserver.StreamRequestHandler):
    """Handler of orders, one a line; it answers with the result or the error."""

    def handle(self) -> None:
        for linea in self.rfile:
            orden = json.loads(linea)
            que = {"llena": fill, "clona": clone, "suma": add, "cuenta": count}[orden.pop("que")]
            gc.disable()  # the garbage collector would look through a million new dicts again and again
            try:
                respuesta = {"hecho": que(**orden)}
            except Exception as error:  # noqa: BLE001 - whoever asked is told
                respuesta = {"error": repr(error)}
            gc.freeze()
            gc.enable()
            self.wfile.write(json.dumps(respuesta).encode() + b"\n")


def _quicken() -> None:
    """Cache the emulator's parsing of conditions, done anew for each item: a text always has the same tokens."""
    from ministack.services import dynamodb

    tokens = lru_cache(10_000)(dynamodb._tokenize)
    dynamodb._tokenize = lambda texto: list(tokens(texto))
    dynamodb._condition_syntax_error = lru_cache(10_000)(dynamodb._condition_syntax_error)


if __name__ == "__main__":
    _quicken()
    servidor = socketserver.UnixStreamServer(os.environ["CAPTACION_LLENADO"], _Ordenes)
    threading.Thread(target=servidor.serve_forever, daemon=True).start()
    from ministack.app import main

    main()
