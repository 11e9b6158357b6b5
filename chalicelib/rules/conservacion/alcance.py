"""Whose an item or object is, and whether a legal hold keeps it (Protocolo 16.1).

Only parts that we give are believed. A folio's last two parts are chosen by a phone: somebody could name a record after
an aspirante of another process, and what is of that process would go with it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chalicelib.rules.conservacion.tablas import Articulo, Regla

_SEPARADORES = re.compile(r"[#|]")
_CUENTAS = ("auxiliar-", "ciudadania-")
PARTES_FOLIO = 4


@dataclass(frozen=True)
class AlcanceDeDisposicion:
    """Scope of a disposal: the process and its aspirantes."""

    proceso: str
    aspirantes: frozenset[str]

    def covers(self, ids: Iterable[str], resueltos: frozenset[str] = frozenset()) -> bool:
        """Whether any of those ids is the process, an aspirante of it, or was found to be of it."""
        return any(i == self.proceso or i in self.aspirantes or i in resueltos for i in ids)


@dataclass(frozen=True)
class Retenido:
    """What holds keep: the whole process, or records. `folios`: theirs, of all holds in force."""

    todo: bool = False
    folios: frozenset[str] = frozenset()

    @property
    def actores(self) -> frozenset[str]:
        """Aspirante, sender and device of each held record: without them it could not be told whose it is."""
        return frozenset(parte for f in self.folios for parte in f.split("-")[: PARTES_FOLIO - 1])

    def keeps(self, folios: Iterable[str], ids: Iterable[str]) -> bool:
        """Whether an item stays: by the records that it names, or if it names none by who it is of."""
        propios = list(folios)
        if self.todo:
            return True
        if propios:
            return any(f in self.folios for f in propios)
        return bool(self.folios) and any(i in self.actores for i in ids)


def is_folio(texto: str) -> bool:
    """Whether a text has the form of a folio (9.14)."""
    partes = texto.split("-")
    return len(partes) == PARTES_FOLIO and all(p.isalnum() for p in partes)


def owners(item: Articulo, regla: Regla) -> list[str]:
    """The ids that say whose an item is."""
    return _all_ids(item, regla.de)


def identities(item: Articulo, regla: Regla) -> list[str]:
    """Those, and the ids of whom an item is about."""
    return _all_ids(item, (*regla.de, *regla.tambien))


def _all_ids(item: Articulo, atributos: tuple[str, ...]) -> list[str]:
    return [i for atributo in atributos for parte in _parts(item.get(atributo, "")) for i in _ids(parte)]


def records(item: Articulo, regla: Regla) -> list[str]:
    """The folios that an item names."""
    return [
        parte
        for atributo in (*regla.de, *regla.tambien)
        for parte in _parts(item.get(atributo, ""))
        if is_folio(parte)
    ]


def records_of_key(llave: str) -> list[str]:
    """The folios that an object's key names."""
    return [parte for parte in llave.split("/") if is_folio(parte)]


def _parts(valor: str) -> list[str]:
    return [p for p in _SEPARADORES.split(valor) if p]


def _ids(parte: str) -> Iterator[str]:
    if is_folio(parte):
        yield parte.partition("-")[0]
    elif parte.startswith(_CUENTAS):
        yield parte.rpartition("-")[2]
    else:
        yield parte
