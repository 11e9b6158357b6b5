"""Every function: the runtime that the package is built for, and a log group of its own that forgets after a while."""

from typing import Any

from infra.destino import RUNTIME

Recursos = dict[str, Any]


def add(plantilla: dict[str, Any]) -> None:
    """Runtime, architecture and log group of each function, and the policies' resources as the ARNs they name."""
    recursos = plantilla["Resources"]
    for nombre, funcion in functions(recursos).items():
        grupo = {"Fn::Sub": f"/${{Prefijo}}/lambda/{nombre}"}
        recursos[f"Bitacora{nombre}"] = {
            "Type": "AWS::Logs::LogGroup",
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
            "Properties": {"LogGroupName": grupo, "RetentionInDays": {"Ref": "DiasBitacora"}},
        }
        funcion["Properties"] |= {
            "Runtime": RUNTIME,
            "Architectures": [{"Ref": "Arquitectura"}],
            "LoggingConfig": {"LogGroup": {"Ref": f"Bitacora{nombre}"}},
        }


def functions(recursos: Recursos) -> Recursos:
    """The functions of a template before its expansion, by name."""
    return {n: r for n, r in sorted(recursos.items()) if r["Type"] == "AWS::Serverless::Function"}
