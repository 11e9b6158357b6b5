"""Totals of the Mesa, each moved in the transaction of what it counts; in the table of totals, under keys of their own.

    ambito             clave                            n
    mesa#<proceso>     <day of arrival>#<part>          records of that day without a verdict of the Mesa (13.9)
    calidad#<proceso>  <operator>#<first>#<second>      pairs of blind verdicts on what that operator had judged first

Reading either takes one query, whose size is the days' or the operators' and never the records'. A day's total has
`PARTES` parts, one for each operator's verdicts, so that operators at work do not meet on one.
"""

from collections import Counter
from datetime import date
from zlib import crc32

from pynamodb.transactions import TransactWrite

from chalicelib.store.conteo.contadores import Contador

PARTES = 16


def add_pending(tx: TransactWrite, proceso: str, dia: str, quien: str, n: int) -> None:
    """Add to the records without a verdict that arrived that day of the centre; `quien` decides on the part."""
    parte = crc32(quien.encode()) % PARTES
    tx.update(Contador(f"mesa#{proceso}", f"{dia}#{parte}"), actions=[Contador.n.add(n)])


def read_pending(proceso: str) -> dict[date, int]:
    """Records without a verdict by day of arrival, as of now; days with none are not in it."""
    suma = Counter[date]()
    for c in pending_rows(proceso):
        suma[date.fromisoformat(c.clave.partition("#")[0])] += int(c.n)
    return {dia: n for dia, n in sorted(suma.items()) if n > 0}


def pending_rows(proceso: str) -> list[Contador]:
    """The parts themselves, as of now."""
    return list(Contador.query(f"mesa#{proceso}", consistent_read=True))


def add_pair(tx: TransactWrite, proceso: str, operador: str, par: tuple[str, str], n: int) -> None:
    """Add to the pairs (first verdict, second) of what that operator judged first."""
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
