"""Sizes that AWS measures of a stack: each role's inline policies with every name resolved, and trust policies."""

import json
import re
from typing import Any

PREFIJO = "ine-captacion-prod-2027a"
"""24 characters, the longest prefix that docs/deploy.md admits."""
MAXIMO_PREFIJO = 24
MAXIMO_PAPEL, MAXIMO_CONFIANZA = 9_000, 2_048
"""Characters without whitespace. AWS refuses a role above 10,240 in sum, and a trust policy above 2,048."""
_SEUDO = {
    "AWS::Partition": "aws",
    "AWS::Region": "mx-central-1",
    "AWS::AccountId": "1" * 12,
    "AWS::URLSuffix": "amazonaws.com",
    "Prefijo": PREFIJO,
}


def roles(plantilla: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Characters of the inline policies and of the trust policy of each role, by name."""
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
    """A piece of template with the names that AWS would put; an ARN or id made by AWS is as long as the longest."""
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
