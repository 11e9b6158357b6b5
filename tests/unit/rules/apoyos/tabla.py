"""The table of Protocolo 13.7 as the document has it, read from the copy beside this file."""

from pathlib import Path
from typing import NamedTuple


class Fila(NamedTuple):
    """A row: `precisar` is "sí", "no" or the one option that asks for words."""

    letra: str
    tipo: str
    detalle: str
    opciones: tuple[str, ...]
    precisar: str

    def asks_words(self, opcion: str) -> bool:
        """Whether what was found must be said in words when that option is chosen."""
        return self.precisar == "sí" or opcion.casefold() == self.precisar


def _read(linea: str) -> Fila:
    letra, tipo, detalle, opciones, precisar = (c.strip() for c in linea.split("|"))
    return Fila(letra, tipo, detalle, tuple(o.strip() for o in opciones.split(";") if o.strip()), precisar)


TABLA = [
    _read(linea)
    for linea in Path(__file__).with_name("tabla_13_7.txt").read_text(encoding="utf-8").splitlines()
    if not linea.startswith("#")
]
