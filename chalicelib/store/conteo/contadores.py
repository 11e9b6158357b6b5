"""Totals (table `contadores`). The counted state of each record is in `store/conteo/contados.py`.

A total is spread over several items (`total_parts`), so that concurrent batches seldom write the same item; a reader
adds them up. Totals of a process, which every batch changes, are spread over more items than those of an aspirante.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.rules.conteo import Clave
from chalicelib.store.base.tabla import Tabla, meta

PARTES, PARTES_PROCESO = 4, 8
DE_UN_AUXILIAR = 15
"""Most totals of one auxiliar in one part: received, by night, without place, by unregistered device, firm, one for
each class.
"""
DE_LA_MESA = ("mesa#", "calidad#")
"""First parts of the keys of the Mesa's totals (`store/mesa/totales.py`)."""
VISTOS = "vistos#"
"""First part of the keys of `store/conteo/vistos.py`, which are no totals: what somebody has looked at."""


class Contador(Tabla):
    """One part of one total. `ambito`: `<owner>#<part>`; `clave`: name of the total."""

    Meta = meta("contadores")
    ambito = UnicodeAttribute(hash_key=True)
    clave = UnicodeAttribute(range_key=True)
    n = NumberAttribute(default=0)


def part_of(ambito: str, azar: int) -> str:
    """Hash key of one part of the totals of `ambito`. The same `azar` always chooses the same part."""
    return f"{ambito}#{azar % _spread(ambito)}"


def total_parts(ambito: str) -> list[str]:
    """Hash keys of all parts of an owner's totals."""
    return [f"{ambito}#{parte}" for parte in range(_spread(ambito))]


def _spread(ambito: str) -> int:
    return PARTES_PROCESO if ambito.startswith("proceso#") else PARTES


def every_total() -> Counter[Clave]:
    """All totals that are computed from records' states. It scans the whole table and leaves out the Mesa's own totals
    and the marks of `vistos.py`."""
    suma: Counter[Clave] = Counter()
    for c in Contador.scan(consistent_read=True):
        if not c.ambito.startswith((*DE_LA_MESA, VISTOS)):
            suma[c.ambito.rpartition("#")[0], c.clave] += int(c.n)
    return suma


def totals_of(ambitos: Iterable[str]) -> Counter[Clave]:
    """All totals of those owners, in the form of `every_total`."""
    return Counter({(a, clave): n for a in ambitos for clave, n in read_totals(a).items()})


def read_totals(ambito: str, prefijo: str = "") -> dict[str, int]:
    """An owner's totals other than zero whose names begin with `prefijo`. One request a part, however many records
    there are; of places, one more for each 10,000 or so in a part."""
    suma: Counter[str] = Counter()
    cuales = Contador.clave.startswith(prefijo) if prefijo else None
    for parte in total_parts(ambito):
        for c in Contador.query(parte, cuales, consistent_read=True):
            suma[c.clave] += int(c.n)
    return {clave: n for clave, n in sorted(suma.items()) if n}


def read_named_totals(ambitos: Iterable[str], claves: Iterable[str]) -> dict[str, dict[str, int]]:
    """The named totals of many owners in a few requests; zeros are left out.

    The reads are eventually consistent, at half the price: they serve reports over many owners, on which nothing is
    decided.
    """
    de, cuales = list(ambitos), list(claves)
    llaves = [(parte, clave) for a in de for parte in total_parts(a) for clave in cuales]
    suma: dict[str, Counter[str]] = {a: Counter() for a in de}
    for c in Contador.batch_get(llaves) if llaves else ():
        suma[c.ambito.rpartition("#")[0]][c.clave] += int(c.n)
    return {a: {clave: n for clave, n in sorted(t.items()) if n} for a, t in suma.items()}


def read_auxiliares(aspirante: str, despues: str, cuantos: int) -> Iterator[tuple[str, dict[str, int]]]:
    """Totals of each auxiliar by Id, from the Id after `despues` on, as a lazy iterator that reads some `cuantos` at a
    time."""
    desde = Contador.clave > f"{despues}$" if despues else None  # "$" is the character right after "#"
    paginas = (
        Contador.query(parte, desde, consistent_read=True, page_size=cuantos * DE_UN_AUXILIAR)
        for parte in total_parts(f"auxiliares#{aspirante}")
    )
    filas = merge(*paginas, key=lambda c: str(c.clave))
    for auxiliar, propias in groupby(filas, key=lambda c: str(c.clave).partition("#")[0]):
        suma: Counter[str] = Counter()
        for c in propias:
            suma[c.clave.partition("#")[2]] += int(c.n)
        yield auxiliar, {clave: n for clave, n in sorted(suma.items()) if n}
