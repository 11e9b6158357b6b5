"""Tally of records by cell and auxiliar, kept in a temporary file because there may be as many cells as records."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice

from chalicelib.rules.apoyos.folio import Folio, is_citizen
from chalicelib.rules.reportes.senales import EnCeldas
from chalicelib.store.apoyos.apoyos import PARTES, Apoyo, list_part_key

POR_TANDA = 5000
_TABLA = """
create table celdas (celda text, auxiliar text, n integer, primary key (celda, auxiliar)) without rowid
"""
_SUMA = """
insert into celdas values (?, ?, 1) on conflict (celda, auxiliar) do update set n = n + 1
"""
_POR_AUXILIAR = """
select auxiliar, sum(n), sum(case when otros > 0 then n else 0 end), max(otros), max(n)
from (select auxiliar, n, count(*) over (partition by celda) - 1 as otros from celdas)
group by auxiliar order by auxiliar
"""


def cells_of(aspirante: str) -> Iterator[tuple[str, str]]:
    """Cell and auxiliar of each record of the aspirante that an auxiliar captured and that has a place."""
    for parte in range(PARTES):
        for a in Apoyo.por_aspirante.query(list_part_key(aspirante, parte)):
            auxiliar = Folio.parse(a.folio).auxiliar
            if a.celda and not is_citizen(auxiliar):
                yield a.celda, auxiliar


def tally_cells(capturas: Iterable[tuple[str, str]]) -> dict[str, EnCeldas]:
    """Auxiliar -> figures of its records by cell. Memory: a batch, and one row for each auxiliar."""
    import sqlite3  # imported here because the API does not need it

    with closing(sqlite3.connect("")) as disco:  # without name: a temporary file, removed when closed
        disco.execute(_TABLA)
        quedan = iter(capturas)
        while tanda := list(islice(quedan, POR_TANDA)):
            disco.executemany(_SUMA, tanda)
        return {auxiliar: EnCeldas(*cifras) for auxiliar, *cifras in disco.execute(_POR_AUXILIAR)}
