"""All measurements of a record's four images. An image that does not open gives None; the others are still measured."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from chalicelib.imagenes.apertura import ImagenIlegible, open_photo
from chalicelib.imagenes.caras import count_mrz_strips, measure_picture, read_codes
from chalicelib.imagenes.firmas import measure_signature
from chalicelib.imagenes.huellas import differing_bits, picture_bands, picture_fingerprint
from chalicelib.rules.mesa.vista import MedidasDeImagenes

_T = TypeVar("_T")
FOTOGRAFIAS = ("anverso", "reverso", "foto")


def measure_images(imagenes: Mapping[str, bytes]) -> MedidasDeImagenes:
    """Measure an expediente's images by entry name (`anverso.jpg`, …). It never raises, whatever the bytes."""
    fotos = {n: _if_it_opens(open_photo, imagenes[f"{n}.jpg"]) for n in FOTOGRAFIAS}
    reverso = fotos["reverso"]
    huellas = {n: picture_fingerprint(f.luz) for n, f in fotos.items() if f}
    return MedidasDeImagenes(
        **{n: measure_picture(f) if f else None for n, f in fotos.items()},
        firma=_if_it_opens(measure_signature, imagenes["firma.png"]),
        codigos=_if_it_opens(read_codes, imagenes["reverso.jpg"]) or (),
        renglones=count_mrz_strips(reverso.gris) if reverso else 0,
        distancia=differing_bits(huellas["anverso"], huellas["reverso"])
        if {"anverso", "reverso"} <= huellas.keys()
        else None,
        huellas={n: picture_bands(h) for n, h in huellas.items()},
    )


def _if_it_opens(abrir: Callable[[bytes], _T], data: bytes) -> _T | None:
    try:
        return abrir(data)
    except ImagenIlegible:
        return None
