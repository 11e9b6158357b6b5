"""Rows of an aspirante's auxiliares, for lists and reports. Apart from `vista.py`, which imports heavy libraries."""

from collections.abc import Iterator

from chalicelib.store.auxiliares.auxiliares import Auxiliar, listas_de


def in_the_app(a: Auxiliar) -> bool:
    """Whether the auxiliar registered a device (8.3)."""
    return bool(a.registrado_en or a.sujeto)


def rows_of_auxiliares(aspirante: str, despues: str) -> Iterator[tuple[int, Auxiliar]]:
    """An aspirante's auxiliares, each with its part of the list, in order, beginning after `despues` (part, Id)."""
    desde, ultimo = (int(despues[0]), despues[1:]) if despues else (0, "")
    for parte, lista in enumerate(listas_de(aspirante)):
        if parte >= desde:
            sigue = Auxiliar.auxiliar > ultimo if parte == desde and ultimo else None
            for a in Auxiliar.por_lista.query(lista, sigue, page_size=250):
                yield parte, a
