"""Totals of the Mesa, in the table of totals under their own keys; each changes in the transaction that it counts.

    ambito             clave                            n
    mesa#<proceso>     <day of arrival>#<part>          records of that day without a verdict of the Mesa (13.9)
    calidad#<proceso>  <operator>#<first>#<second>      pairs of verdicts on records judged first by that operator

Each is read by one query, whose size grows with days or operators and never with records. A day's total is spread over
`PARTES` parts by operator, so that concurrent verdicts seldom write to the same one.
"""

from collections import Counter
from datetime import date
from zlib import crc32

from pynamodb.transactions import TransactWrite

from chalicelib.store.conteo.contadores import Contador

PARTES = 16


def add_pending(tx: TransactWrite, proceso: str, dia: str, quien: str, n: int) -> None:
    """Add `n` to the records without a verdict that arrived on that day; `quien`: operator that chooses the part."""
    parte = crc32(quien.encode()) % PARTES
    tx.update(Contador(f"mesa#{proceso}", f"{dia}#{parte}"), actions=[Contador.n.add(n)])


def read_pending(proceso: str) -> dict[date, int]:
    """Day of arrival -> records without a verdict, as of now; days without any are left out."""
    suma = Counter[date]()
    for c in pending_rows(proceso):
        suma[date.fromisoformat(c.clave.partition("#")[0])] += int(c.n)
    return {dia: n for dia, n in sorted(suma.items()) if n > 0}


def pending_rows(proceso: str) -> list[Contador]:
    """Rows of the parts of all days' totals, as of now."""
    return list(Contador.query(f"mesa#{proceso}", consistent_read=True))


def add_pair(tx: TransactWrite, proceso: str, operador: str, par: tuple[str, str], n: int) -> None:
    """Add `n` to a pair (first verdict, second) of records judged first by that operator."""
    clave = f"{operador}#{par[0]}#{par[1]}"
    tx.update(Contador(f"calidad#{proceso}", clave), actions=[Contador.n.add(n)])


def read_pairs(proceso: str) -> dict[str, Counter[tuple[str, str]]]:
    """Operator -> (first verdict, second) -> pairs, as of now."""
    tablas: dict[str, Counter[tuple[str, str]]] = {}
    for c in Contador.query(f"calidad#{proceso}", consistent_read=True):
        operador, primero, segundo = c.clave.split("#")
        if c.n:
            tablas.setdefault(operador, Counter())[primero, segundo] += int(c.n)
    return tablas
