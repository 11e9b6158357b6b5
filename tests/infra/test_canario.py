"""A new version answers a tenth of the requests for five minutes, and an alarm takes it back."""

import copy
import json
import re
from typing import Any

import pytest

from infra.expansion import expand
from infra.plantilla import canario
from infra.plantilla.correo import without_ses

Recursos = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def sin(plantilla: dict[str, Any]) -> dict[str, Any]:
    return without_ses(plantilla, "mx-central-1")


@pytest.fixture(scope="module")
def con(sin: dict[str, Any]) -> dict[str, Any]:
    propia = copy.deepcopy(sin)
    canario.add(propia)
    return propia


@pytest.fixture(scope="module")
def expandida(con: dict[str, Any]) -> Recursos:
    recursos: Recursos = expand(con)["Resources"]
    return recursos


def test_each_function_that_somebody_waits_for_moves_by_codedeploy_and_no_other(
    con: dict[str, Any], expandida: Recursos
) -> None:
    que_contestan = canario.answering(con["Resources"])
    assert {"APIHandler", "APIMesa", "APITelefono", "Autorizador"} <= set(que_contestan)
    alias = {n: r for n, r in expandida.items() if r["Type"] == "AWS::Lambda::Alias"}
    assert {r["Properties"]["FunctionName"]["Ref"] for r in alias.values()} == set(que_contestan)
    for recurso in alias.values():
        grupo = recurso["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]["DeploymentGroupName"]["Ref"]
        propiedades = expandida[grupo]["Properties"]
        assert "Canary10Percent5Minutes" in json.dumps(propiedades["DeploymentConfigName"])
        nombre = recurso["Properties"]["FunctionName"]["Ref"]
        alarmas = [a["Name"]["Ref"] for a in propiedades["AlarmConfiguration"]["Alarms"]]
        assert alarmas == [f"Canario{nombre}", "ApiFallas"]
        assert "DEPLOYMENT_STOP_ON_ALARM" in propiedades["AutoRollbackConfiguration"]["Events"]


def test_the_alarm_looks_at_the_new_version_alone(expandida: Recursos) -> None:
    medida = expandida["CanarioAPITelefono"]["Properties"]
    dimensiones = {d["Name"]: d["Value"] for d in medida["Dimensions"]}
    version, atributo = dimensiones["ExecutedVersion"]["Fn::GetAtt"]
    assert (expandida[version]["Type"], atributo) == ("AWS::Lambda::Version", "Version")
    assert medida["Period"] == 60


def test_the_gateway_calls_the_alias_and_may_call_nothing_else(
    con: dict[str, Any], expandida: Recursos
) -> None:
    cuerpo = json.dumps(expandida["RestAPI"]["Properties"]["Body"])
    llamadas = set(re.findall(r"functions/\$\{(\w+)\}/invocations", cuerpo))
    assert len(llamadas) == len(canario.answering(con["Resources"]))
    assert {expandida[n]["Type"] for n in llamadas} == {"AWS::Lambda::Alias"}
    for nombre in canario.answering(con["Resources"]):
        permitida = expandida[f"{nombre}InvokePermission"]["Properties"]["FunctionName"]["Ref"]
        assert expandida[permitida]["Type"] == "AWS::Lambda::Alias"


def test_a_cloud_without_codedeploy_gets_the_template_as_it_was(
    sin: dict[str, Any], con: dict[str, Any]
) -> None:
    vuelta = copy.deepcopy(con)
    canario.remove(vuelta)
    for plantilla in (vuelta, antes := copy.deepcopy(sin)):
        for nombre in canario.answering(plantilla["Resources"]):
            permiso = plantilla["Resources"][f"{nombre}InvokePermission"]["Properties"]
            permiso["FunctionName"] = nombre  # Ref or GetAtt of the same function
    assert vuelta == antes


def test_the_template_stays_within_cloudformations_limits(expandida: Recursos) -> None:
    assert len(expandida) <= 450
    assert len(json.dumps({"Resources": expandida}, separators=(",", ":"))) <= 900_000
