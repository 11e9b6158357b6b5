"""The template as CloudFormation sees it: AWS's own translator expands `AWS::Serverless::*` into plain resources."""

import copy
import json
from typing import Any

from samtranslator.translator.transform import transform

CODIGO = {"Bucket": "captacion-paquete", "Key": "deployment.zip"}


class _SinAdministradas:
    """The translator asks for AWS's managed policies by name; our template names none."""

    def load(self) -> dict[str, str]:
        return {}


def expand(plantilla: dict[str, Any], codigo: dict[str, str] | None = None) -> dict[str, Any]:
    """The expanded template; `codigo` is where the zip lies (`aws cloudformation package` writes it otherwise)."""
    propia = copy.deepcopy(plantilla)
    for recurso in propia["Resources"].values():
        if recurso["Type"] == "AWS::Serverless::Function":
            recurso["Properties"]["CodeUri"] = codigo or CODIGO
    expandida: dict[str, Any] = transform(propia, {}, _SinAdministradas())
    plano: dict[str, Any] = json.loads(json.dumps(expandida))
    return plano
