"""Scope of a disposal: to which process an item or object belongs, and whether a legal hold keeps it (Protocolo 16.1).

Only ids assigned by this system decide. The last two parts of a folio are chosen by a phone: with them somebody could
name a record after an aspirante of another process, and it would be removed with that process.
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
        """Whether any id is the process, one of its aspirantes, or among `resueltos` (ids found to belong to it)."""
        return any(i == self.proceso or i in self.aspirantes or i in resueltos for i in ids)


@dataclass(frozen=True)
class Retenido:
    """What the holds in force keep: the whole process (`todo`), or records (`folios`)."""

    todo: bool = False
    folios: frozenset[str] = frozenset()

    @property
    def actores(self) -> frozenset[str]:
        """Aspirante, sender and device of each held record. They are kept too, since they say whose the record is."""
        return frozenset(parte for f in self.folios for parte in f.split("-")[: PARTES_FOLIO - 1])

    def keeps(self, folios: Iterable[str], ids: Iterable[str]) -> bool:
        """Whether a hold keeps an item: by the records that the item names or, if it names none, by the actors that it
        is of."""
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
    """Ids by which an item belongs to a process."""
    return _all_ids(item, regla.de)


def identities(item: Articulo, regla: Regla) -> list[str]:
    """Ids by which an item belongs to a process, and ids of those that it is about."""
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
