"""Every function: the runtime that the package is built for, and a log group of its own that forgets after a while."""

from typing import Any

from infra.destino import RUNTIME
from infra.interfaz import CIERRE, MESA, OFICINAS, TELEFONO, logical_name

Recursos = dict[str, Any]
RESERVADAS = {
    "Autorizador": 200,
    logical_name(TELEFONO): 250,
    logical_name(OFICINAS): 100,
    logical_name(MESA): 100,
    logical_name(CIERRE): 50,
}
"""Executions at once reserved for a function, of the account's 1,000 (docs/deploy.md). What asks through the gateway
has no other bound and would starve the queues' functions; those have bounds of their own (MaximumConcurrency) within
the other 300."""


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
        if lugares := RESERVADAS.get(nombre):
            funcion["Properties"]["ReservedConcurrentExecutions"] = {
                "Fn::If": ["Protegido", lugares, {"Ref": "AWS::NoValue"}]
            }


def functions(recursos: Recursos) -> Recursos:
    """The functions of a template before its expansion, by name."""
    return {n: r for n, r in sorted(recursos.items()) if r["Type"] == "AWS::Serverless::Function"}
