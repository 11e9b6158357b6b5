"""Canary release of the functions that answer over HTTP: a tenth of the requests first, rolled back by an alarm.

CodeDeploy moves the alias `viva` of each function: 10 % for five minutes, then all; an alarm of the new version moves
it back. Consumers of queues are released at once: a failed message comes again, and nobody waits for its answer.
"""

from typing import Any

from infra.plantilla.alarmas import alarm, metric
from infra.plantilla.funciones import functions

ALIAS = "viva"
FALLAS = 2
"""Errors a minute of the new version above which the release is rolled back."""


def add(plantilla: dict[str, Any]) -> None:
    """Add alias, deployment and alarm of each function that answers over HTTP; routes and permissions use the alias."""
    recursos = plantilla["Resources"]
    for nombre in answering(recursos):
        recursos[nombre]["Properties"] |= {
            "AutoPublishAlias": ALIAS,
            "AutoPublishAliasAllProperties": True,
            "DeploymentPreference": {
                "Type": "Canary10Percent5Minutes",
                "Alarms": [{"Ref": f"Canario{nombre}"}, {"Ref": "ApiFallas"}],
            },
        }
        recursos[f"Canario{nombre}"] = {"Type": "AWS::CloudWatch::Alarm", "Properties": _alarm(nombre)}
        recursos[f"{nombre}InvokePermission"]["Properties"]["FunctionName"] = {"Ref": f"{nombre}.Alias"}
        _point(recursos, f"${{{nombre}.Arn}}/invocations", f"${{{nombre}.Alias}}/invocations")


def remove(plantilla: dict[str, Any]) -> None:
    """Remove the canary release from a template, for a cloud without CodeDeploy."""
    recursos = plantilla["Resources"]
    for nombre in answering(recursos):
        for propia in ("AutoPublishAlias", "AutoPublishAliasAllProperties", "DeploymentPreference"):
            recursos[nombre]["Properties"].pop(propia, None)
        recursos.pop(f"Canario{nombre}", None)
        recursos[f"{nombre}InvokePermission"]["Properties"]["FunctionName"] = {"Fn::GetAtt": [nombre, "Arn"]}
        _point(recursos, f"${{{nombre}.Alias}}/invocations", f"${{{nombre}.Arn}}/invocations")


def answering(recursos: dict[str, Any]) -> list[str]:
    """Functions that answer over HTTP: those of the API, and its authorizer."""
    return [n for n in functions(recursos) if f"{n}InvokePermission" in recursos]


def _alarm(nombre: str) -> dict[str, Any]:
    version = {"Fn::GetAtt": [f"{nombre}.Version", "Version"]}
    dimensiones = {
        "FunctionName": {"Ref": nombre},
        "Resource": {"Fn::Sub": f"${{{nombre}}}:{ALIAS}"},
        "ExecutedVersion": version,
    }
    que = f"La versión nueva de {nombre} falla y se retira."
    medida = metric("AWS/Lambda", "Errors", "Sum", 60, **dimensiones)
    return alarm(f"{nombre.lower()}-canario", que, "funcion-con-fallas", FALLAS, **medida)


def _point(recursos: dict[str, Any], de: str, a: str) -> None:
    definicion = recursos["RestAPI"]["Properties"]["DefinitionBody"]
    recursos["RestAPI"]["Properties"]["DefinitionBody"] = _replaced(definicion, de, a)


def _replaced(nodo: Any, de: str, a: str) -> Any:
    if isinstance(nodo, dict):
        return {clave: _replaced(valor, de, a) for clave, valor in nodo.items()}
    if isinstance(nodo, list):
        return [_replaced(valor, de, a) for valor in nodo]
    return nodo.replace(de, a) if isinstance(nodo, str) else nodo
