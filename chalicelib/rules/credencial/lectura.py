"""What a phone read from a CPV, checked against itself: the model's keys, the MRZ's digits (Protocolo 9.7, 10.6)."""

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.rules.base.faltas import Falta
from chalicelib.rules.credencial.modelos import MODELOS
from chalicelib.rules.credencial.reverso import Defecto, parse_mrz

LLAVES: dict[str, tuple[str, ...]] = {letra: m.llaves for letra, m in MODELOS.items()}
"""Data that find the person, by model (9.8)."""


def named_on_receipts(credencial: Mapping[str, Any]) -> str:
    """The credential as a receipt names it: by CIC, else OCR, or that neither was read (9.14, 10.20, 13.7 f)."""
    for dato in ("cic", "ocr"):
        if credencial.get(dato):
            return f"{dato.upper()} {credencial[dato]}"
    return "CIC y OCR sin leer"


def reading_faults(credencial: Mapping[str, Any]) -> list[Falta]:
    """All that does not hold of a reading; empty for a coherent one (9.7)."""
    faltan = [
        Falta(d, "falta", "Falta este dato: capture de nuevo la credencial.")
        for d in LLAVES[credencial["modelo"]]
        if not credencial.get(d)
    ]
    return faltan + (_of_mrz(credencial["mrz"], credencial) if credencial.get("mrz") else [])


def _of_mrz(mrz: Sequence[str], credencial: Mapping[str, Any]) -> list[Falta]:
    """A zone that reads badly refuses all at once; a good one must hold the CIC and the OCR that were read."""
    leida = parse_mrz(mrz)
    if isinstance(leida, Defecto) or leida.no_cuadran:
        return [
            Falta("mrz", "mrz_invalida", "La zona de lectura no es correcta: capture de nuevo el reverso.")
        ]
    return [
        Falta(d, "no_coincide", "No coincide con la zona de lectura: capture de nuevo el reverso.")
        for d, v in (("cic", leida.cic), ("ocr", leida.ocr))
        if credencial.get(d) not in (None, v)
    ]
