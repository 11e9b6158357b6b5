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
"""Reserved concurrency of functions, of the account's 1,000 (docs/deploy.md). Requests through the gateway have no
other bound and would starve the queues' functions, which share the other 300 by MaximumConcurrency."""


def add(plantilla: dict[str, Any]) -> None:
    """Add runtime, architecture and log group to each function, and write the policies' resources as ARNs."""
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
