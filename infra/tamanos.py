"""Sizes of a stack's policies as AWS measures them: inline policies with every name resolved, and trust policies."""

import json
import re
from typing import Any

PREFIJO = "ine-captacion-prod-2027a"
"""A prefix of 24 characters, the longest that docs/deploy.md admits."""
MAXIMO_PREFIJO = 24
MAXIMO_PAPEL, MAXIMO_CONFIANZA = 9_000, 2_048
"""Our limits of a role's inline policies in sum and of its trust policy, in characters without whitespace. AWS refuses
above 10,240 and 2,048."""
_SEUDO = {
    "AWS::Partition": "aws",
    "AWS::Region": "mx-central-1",
    "AWS::AccountId": "1" * 12,
    "AWS::URLSuffix": "amazonaws.com",
    "Prefijo": PREFIJO,
}


def roles(plantilla: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Characters of each role's inline policies and of its trust policy, by logical name."""
    return {
        nombre: (
            sum(_size(p["PolicyDocument"]) for p in r["Properties"].get("Policies", [])),
            _size(r["Properties"]["AssumeRolePolicyDocument"]),
        )
        for nombre, r in plantilla["Resources"].items()
        if r["Type"] == "AWS::IAM::Role"
    }


def _size(documento: Any) -> int:
    return len(json.dumps(resolved(documento), separators=(",", ":")))


def resolved(nodo: Any) -> Any:
    """Piece of a template with every intrinsic resolved; ARNs and ids made by AWS are given their greatest length."""
    if isinstance(nodo, list):
        return [resolved(n) for n in nodo]
    if not isinstance(nodo, dict):
        return nodo
    if set(nodo) == {"Fn::Sub"}:
        texto = nodo["Fn::Sub"]
        return re.sub(r"\$\{([A-Za-z:.]+)\}", lambda m: _SEUDO.get(m[1], "x" * 120), texto)
    if set(nodo) == {"Ref"}:
        return _SEUDO.get(nodo["Ref"], "x" * 120)
    if set(nodo) == {"Fn::GetAtt"}:
        return "x" * 120
    return {clave: resolved(valor) for clave, valor in nodo.items()}
