"""What a phone read from a CPV, checked against itself: the model's keys, the MRZ's digits (Protocolo 9.7, 10.6)."""

from collections.abc import Mapping
from typing import Any

from chalicelib.rules.credencial import mrz_digit
from chalicelib.rules.faltas import Falta
from chalicelib.rules.registral import BUSQUEDAS

LLAVES: dict[str, tuple[str, ...]] = {modelo: (b.por, *b.coteja) for modelo, b in BUSQUEDAS.items()}
"""Data that find the person, by model (9.8)."""


def faults(credencial: Mapping[str, Any]) -> list[Falta]:
    """All that does not hold of a reading; empty for a coherent one (9.7)."""
    faltan = [
        Falta(d, "falta", "Falta este dato: capture de nuevo la credencial.")
        for d in LLAVES[credencial["modelo"]]
        if not credencial.get(d)
    ]
    return faltan + (_of_mrz(credencial["mrz"], credencial) if credencial.get("mrz") else [])


def _of_mrz(mrz: tuple[str, str, str], credencial: Mapping[str, Any]) -> list[Falta]:
    """TD1: the CIC, the OCR, and three more check digits (birth, expiry, and one over all)."""
    una, dos, _ = mrz
    verificados = (una[5:14], una[14]), (dos[:6], dos[6]), (dos[8:14], dos[14])
    todo = una[5:] + dos[:7] + dos[8:15] + dos[18:29]
    if not una.startswith("IDMEX") or any(mrz_digit(d) != v for d, v in (*verificados, (todo, dos[29]))):
        return [
            Falta("mrz", "mrz_invalida", "La zona de lectura no es correcta: capture de nuevo el reverso.")
        ]
    leidos = {"cic": una[5:14], "ocr": una[17:].rstrip("<")}
    return [
        Falta(d, "no_coincide", "No coincide con la zona de lectura: capture de nuevo el reverso.")
        for d, v in leidos.items()
        if credencial.get(d) not in (None, v)
    ]
