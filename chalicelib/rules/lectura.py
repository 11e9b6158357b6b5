"""What a phone read from a CPV, checked against itself: the model's keys, the MRZ's digits (Protocolo 9.7, 10.6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from chalicelib.rules.registral import BUSQUEDAS

LLAVES: dict[str, tuple[str, ...]] = {modelo: (b.por, *b.coteja) for modelo, b in BUSQUEDAS.items()}
"""Data that find the person, by model (9.8)."""
_ALFABETO = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Falta:
    """What is wrong with a datum, and what to do about it."""

    campo: str
    texto: str


def faults(credencial: Mapping[str, Any]) -> list[Falta]:
    """All that does not hold of a reading; empty for a coherent one (9.7)."""
    faltan = [
        Falta(d, "Falta este dato: capture de nuevo la credencial.")
        for d in LLAVES[credencial["modelo"]]
        if not credencial.get(d)
    ]
    return faltan + (_of_mrz(credencial["mrz"], credencial) if credencial.get("mrz") else [])


def check_digit(texto: str) -> str:
    """Check digit of ICAO 9303: weights 7, 3, 1; `<` is zero."""
    valores = (0 if c == "<" else _ALFABETO.index(c) for c in texto)
    return str(sum(v * p for v, p in zip(valores, cycle((7, 3, 1)), strict=False)) % 10)


def _of_mrz(mrz: tuple[str, str, str], credencial: Mapping[str, Any]) -> list[Falta]:
    """TD1: the CIC, the OCR, and three more check digits (birth, expiry, and one over all)."""
    una, dos, _ = mrz
    verificados = (una[5:14], una[14]), (dos[:6], dos[6]), (dos[8:14], dos[14])
    todo = una[5:] + dos[:7] + dos[8:15] + dos[18:29]
    if not una.startswith("IDMEX") or any(check_digit(d) != v for d, v in (*verificados, (todo, dos[29]))):
        return [Falta("mrz", "La zona de lectura no es correcta: capture de nuevo el reverso.")]
    leidos = {"cic": una[5:14], "ocr": una[17:].rstrip("<")}
    return [
        Falta(d, "No coincide con la zona de lectura: capture de nuevo el reverso.")
        for d, v in leidos.items()
        if credencial.get(d) not in (None, v)
    ]
