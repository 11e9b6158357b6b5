"""Items of a cut, made from a file of the padrón: data that identify a person are stored only as blind indexes
(Protocolo 9.8).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from chalicelib.rules.apoyos.historia import SituacionRegistral
from chalicelib.rules.padron.archivo import COLUMNAS, count_person, expired_in, faults_of, home_of, is_current
from chalicelib.store.padron.cortes import POR_LOTE, Item
from chalicelib.vault.secretos import SecretoProceso, blind_index
from chalicelib.workflows.padron.cortes import ResumenCorte

__all__ = ["COLUMNAS", "FilaInvalida", "Lector", "unique_batches"]
_COTEJOS = ("cic", "ocr", "identificador", "emision")
Fila = Mapping[str, str]


class FilaInvalida(ValueError):
    """A row cannot be loaded. The message names the line and the column, never the value."""


class Lector:
    """Reader that makes items of rows and counts them, as of the day of the Lista Nominal (YYYY-MM-DD).

    Its memory grows with the number of places of residence, not of people.
    """

    def __init__(self, secreto: SecretoProceso, lista: str) -> None:
        self._lista = lista
        self._indexer = make_indexer(secreto)
        self._lugares: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self._personas = self._credenciales = self._registros = 0

    def items(self, filas: Iterable[tuple[int, Fila]]) -> Iterator[Item]:
        """Items of numbered rows (line, columns). Raises `FilaInvalida` at the first bad row."""
        for linea, fila in filas:
            if faltas := faults_of(fila):
                raise FilaInvalida(f"línea {linea}: {faltas[0]}")
            self._count(fila)
            for item in _items(self._indexer, fila):
                self._registros += 1
                yield item

    def _count(self, fila: Fila) -> None:
        self._personas += is_current(fila)
        self._credenciales += bool(fila["cic"].strip())
        en_padron, en_lista = count_person(fila, self._lista)
        if en_padron:
            cuenta = self._lugares[home_of(fila)]
            cuenta[0] += 1
            cuenta[1] += en_lista
        if anio := expired_in(fila, self._lista):
            self._lugares[f"{home_of(fila)}|{anio}"][1] += 1

    @property
    def personas(self) -> int:
        """Number of persons read so far."""
        return self._personas

    def summary(self) -> ResumenCorte:
        """Summary of the rows read so far."""
        por_entidad: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
        for lugar, (en_padron, en_lista) in self._lugares.items():
            por_entidad[lugar.partition("/")[0]][lugar] = (en_padron, en_lista)
        en_lista = sum(n for lugar, (_, n) in self._lugares.items() if "|" not in lugar)
        return ResumenCorte(self._personas, en_lista, self._credenciales, self._registros, dict(por_entidad))


def make_indexer(secreto: SecretoProceso) -> Callable[[str, str], str]:
    """Function that gives the `blind_index` of (datum, value), with a cache for the few values that many
    people share."""
    compartido = lru_cache(maxsize=128)(lambda valor: blind_index(secreto, "emision", valor))
    return lambda dato, valor: compartido(valor) if dato == "emision" else blind_index(secreto, dato, valor)


def _items(index: Callable[[str, str], str], fila: Fila) -> Iterator[Item]:
    """Items of a row: one under the credential's CIC and, for the person's current credential, one under the clave de
    elector."""
    persona = index("clave_elector", fila["clave_elector"])
    cotejos = {c: index(c, fila[c]) for c in _COTEJOS if fila[c].strip()}
    resto = {
        "persona": {"S": persona},
        "situacion": {"S": str(SituacionRegistral(fila["situacion"]))},
        "lugar": {"S": home_of(fila)},
        "credencial": {"S": fila["credencial"]},
        "cotejos": {"M": {c: {"S": v} for c, v in cotejos.items()}},
    }
    resto |= {c: {"S": fila[c]} for c in ("causa_baja", "vigencia") if fila[c]}
    if cic := cotejos.get("cic"):
        yield {"llave": {"S": cic}, **resto}
    if is_current(fila):
        yield {"llave": {"S": persona}, **resto}


def unique_batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Items in batches as large as DynamoDB takes. A batch holds a key only once, with the data of its last row."""
    lote: dict[str, Item] = {}
    for item in items:
        lote[item["llave"]["S"]] = item
        if len(lote) == POR_LOTE:
            yield list(lote.values())
            lote = {}
    if lote:
        yield list(lote.values())
