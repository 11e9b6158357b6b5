"""All measurements of a record's four images; one that does not open is None, and the others are measured."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from chalicelib.imagenes.apertura import Ilegible
from chalicelib.imagenes.caras import count_mrz_strips, measure_picture, read_codes
from chalicelib.imagenes.firmas import measure_signature
from chalicelib.imagenes.huellas import bands, distance, fingerprint
from chalicelib.rules.vista import Medidas

_T = TypeVar("_T")
FOTOGRAFIAS = ("anverso", "reverso", "foto")


def measure(imagenes: Mapping[str, bytes]) -> Medidas:
    """Of the entries of an expediente by their names (`anverso.jpg`, …). Raises nothing, whatever their bytes."""
    fotos = {nombre: imagenes[f"{nombre}.jpg"] for nombre in FOTOGRAFIAS}
    caras = {nombre: _if_it_opens(measure_picture, data) for nombre, data in fotos.items()}
    huellas = {n: h for n, data in fotos.items() if (h := _if_it_opens(fingerprint, data)) is not None}
    return Medidas(
        **caras,
        firma=_if_it_opens(measure_signature, imagenes["firma.png"]),
        codigos=_if_it_opens(read_codes, fotos["reverso"]) or (),
        renglones=_if_it_opens(count_mrz_strips, fotos["reverso"]) or 0,
        distancia=distance(huellas["anverso"], huellas["reverso"])
        if {"anverso", "reverso"} <= huellas.keys()
        else None,
        huellas={nombre: bands(huella) for nombre, huella in huellas.items()},
    )


def _if_it_opens(medir: Callable[[bytes], _T], data: bytes) -> _T | None:
    try:
        return medir(data)
    except Ilegible:
        return None
