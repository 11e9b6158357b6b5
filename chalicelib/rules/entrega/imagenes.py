"""Choice of the expedientes of a delivery: none, all, or those of a list (Protocolo 15.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MAXIMO_LISTA = 1000
"""Folios of a list."""
MAXIMO_TODAS = 25_000
"""Records up to which a delivery may have every expediente; of a greater process they are asked for by lists."""


class Imagenes(StrEnum):
    """Which expedientes whoever orders a delivery asks for."""

    NINGUNA = "ninguna"
    TODAS = "todas"
    LISTA = "lista"


class FaltaDeImagen(StrEnum):
    """Why a record's expediente is not in the delivery."""

    EN_PAPEL = "en_papel"  # the record was typed from a paper cédula, which has no expediente (11.4)
    NO_ESTA = "no_esta"
    ILEGIBLE = "ilegible"  # the stored object does not open, or is not what was received


@dataclass(frozen=True)
class PedidoDeImagenes:
    """The choice of expedientes. `folios`: only for a list, without repetitions and in order."""

    imagenes: Imagenes = Imagenes.NINGUNA
    folios: tuple[str, ...] = ()


def images_asked(imagenes: Imagenes, folios: Sequence[str], registros: int) -> PedidoDeImagenes:
    """The choice, checked. Raises ValueError with a Spanish sentence for users when it cannot be served."""
    if imagenes is not Imagenes.LISTA and folios:
        raise ValueError("Los folios se indican solo cuando las imágenes se piden por lista.")
    if imagenes is Imagenes.LISTA and not 0 < len(set(folios)) <= MAXIMO_LISTA:
        raise ValueError(f"Indique de 1 a {MAXIMO_LISTA:,} folios.")
    if imagenes is Imagenes.TODAS and registros > MAXIMO_TODAS:
        raise ValueError(f"El proceso tiene más de {MAXIMO_TODAS:,} registros: pida las imágenes por lista.")
    return PedidoDeImagenes(imagenes, tuple(sorted(set(folios))))
