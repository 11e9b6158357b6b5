"""Rows of an aspirante's auxiliares, for lists and reports; apart from what shows one, whose libraries are heavy."""

from collections.abc import Iterator

from chalicelib.store.auxiliares.auxiliares import Auxiliar, listas_de


def in_the_app(a: Auxiliar) -> bool:
    """Whether the auxiliar registered a device (8.3)."""
    return bool(a.registrado_en or a.sujeto)


def rows_of_auxiliares(aspirante: str, despues: str) -> Iterator[tuple[int, Auxiliar]]:
    """An aspirante's auxiliares with the part of the list each is in, from after that part and Id on."""
    desde, ultimo = (int(despues[0]), despues[1:]) if despues else (0, "")
    for parte, lista in enumerate(listas_de(aspirante)):
        if parte >= desde:
            sigue = Auxiliar.auxiliar > ultimo if parte == desde and ultimo else None
            for a in Auxiliar.por_lista.query(lista, sigue, page_size=250):
                yield parte, a
