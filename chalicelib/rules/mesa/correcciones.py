"""Captured data that the Mesa may clarify, and the form that they must have (Protocolo 13.4, 13.6)."""

from collections.abc import Mapping

from chalicelib.rules.base.faltas import Falta
from chalicelib.rules.credencial.credencial import (
    check_cic,
    check_clave,
    check_emision,
    check_ocr,
    is_curp_shaped,
)
from chalicelib.rules.credencial.modelos import MODELOS

_DE_TODAS = frozenset({"clave_elector", "curp", "emision", "nombre", "ocr"})
CORREGIBLES: Mapping[str, frozenset[str]] = {letra: _DE_TODAS | m.impresos for letra, m in MODELOS.items()}
"""Data printed on a CPV, by model. MRZ and QR cannot be clarified, so that what they contradict stays visible."""


def check_corrections(modelo: str, datos: Mapping[str, str]) -> list[Falta]:
    """Faults of the data that are to replace captured ones (13.6)."""
    admite = CORREGIBLES.get(modelo, frozenset())
    if not datos:
        return [Falta("datos", "falta", "Indique al menos un dato con lo que dice la credencial.")]
    ajenos = [
        Falta(d, "dato_de_otro_modelo", "La credencial de este modelo no trae ese dato: no se corrige.")
        for d in sorted(set(datos) - admite)
    ]
    return ajenos + _of_values(datos)


def _of_values(datos: Mapping[str, str]) -> list[Falta]:
    faltas = []
    if "clave_elector" in datos:
        faltas += check_clave(datos["clave_elector"], None)
    if "curp" in datos and not is_curp_shaped(datos["curp"]):
        faltas.append(
            Falta("curp", "curp_invalida", "Revise la CURP: son 18 caracteres, con una fecha que exista.")
        )
    if "ocr" in datos:
        faltas += check_ocr(datos["ocr"], "")
    if "cic" in datos:
        faltas += check_cic(datos["cic"])
    if "emision" in datos:
        faltas += check_emision(datos["emision"])
    return faltas
