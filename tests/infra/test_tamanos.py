"""What AWS measures: a role, a trust policy, the template and its resources stay well below its limits."""

import json
from pathlib import Path
from typing import Any

from infra.expansion import expand
from infra.interfaz import CIERRE, MESA, OFICINAS, TELEFONO, function_of, logical_name
from infra.tamanos import MAXIMO_CONFIANZA, MAXIMO_PAPEL, MAXIMO_PREFIJO, PREFIJO, resolved, roles
from local.nube import ROOT


def test_no_role_is_near_awss_limit_with_the_longest_prefix(plantilla: dict[str, Any]) -> None:
    assert len(PREFIJO) == MAXIMO_PREFIJO
    tamanos = roles(plantilla)
    funciones = [r for r in plantilla["Resources"].values() if r["Type"] == "AWS::Serverless::Function"]
    assert len(tamanos) == len(funciones) + 1  # and API Gateway's, for its logs
    assert {n: t for n, (t, _) in tamanos.items() if t > MAXIMO_PAPEL} == {}
    assert {n: t for n, (_, t) in tamanos.items() if t > MAXIMO_CONFIANZA} == {}


def test_a_policy_is_measured_as_aws_would_resolve_it() -> None:
    recurso = {"Fn::Sub": "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${Prefijo}-correos"}
    assert resolved([recurso]) == [f"arn:aws:sqs:mx-central-1:111111111111:{PREFIJO}-correos"]


def test_a_prefix_longer_than_what_was_measured_is_refused(plantilla: dict[str, Any]) -> None:
    """Bucket names end at 63 characters, Cognito's domain and the policies were measured with 24."""
    prefijo = plantilla["Parameters"]["Prefijo"]
    assert prefijo["MaxLength"] == MAXIMO_PREFIJO
    assert prefijo["AllowedPattern"] == "[a-z][a-z0-9-]*[a-z0-9]"


def test_the_expanded_template_is_within_what_cloudformation_takes(plantilla: dict[str, Any]) -> None:
    expandida = expand(plantilla)
    assert len(json.dumps(expandida, separators=(",", ":"))) < 700_000  # of 1,000,000
    assert len(expandida["Resources"]) < 400  # of 500
    assert len(expandida["Parameters"]) < 100  # of 200
    assert len(expandida["Outputs"]) < 100  # of 200


def test_there_is_one_stage_and_it_is_throttled(plantilla: dict[str, Any]) -> None:
    etapas = {
        n: r["Properties"]
        for n, r in expand(plantilla)["Resources"].items()
        if r["Type"] == "AWS::ApiGateway::Stage"
    }
    [etapa] = etapas.values()
    assert etapa["StageName"] == "api"
    assert etapa["TracingEnabled"] is True
    assert etapa["MethodSettings"][0]["ThrottlingRateLimit"] == {"Ref": "LimiteSolicitudes"}
    assert etapa["AccessLogSetting"]["DestinationArn"] == {"Fn::GetAtt": ["RegistroAccesos", "Arn"]}


def test_an_access_log_line_names_the_route_and_nobodys_folio(plantilla: dict[str, Any]) -> None:
    formato = plantilla["Resources"]["RestAPI"]["Properties"]["AccessLogSetting"]["Format"]
    assert "$context.resourcePath" in formato
    for con_datos in ("$context.path", "$context.authorizer.principalId", "$context.authorizer.cuentas"):
        assert f'"{con_datos}"' not in formato


def test_each_route_reaches_the_function_of_its_audience(plantilla: dict[str, Any]) -> None:
    from app import app

    caminos = plantilla["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["paths"]
    usadas = set()
    for camino, metodos in app.routes.items():
        for metodo, entrada in metodos.items():
            nombre = logical_name(function_of(entrada.view_function.ruta.accion))
            destino = caminos[camino][metodo.lower()]["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"]
            assert f"/functions/${{{nombre}.Arn}}/" in destino, (metodo, camino)
            usadas.add(nombre)
    assert usadas == {logical_name(f) for f in (OFICINAS, MESA, CIERRE, TELEFONO)}
    permisos = {
        json.dumps(r["Properties"]["FunctionName"])
        for r in plantilla["Resources"].values()
        if r["Type"] == "AWS::Lambda::Permission"
    }
    assert {json.dumps({"Ref": n}) for n in usadas} <= permisos


def test_the_phones_function_neither_makes_keys_nor_reaches_accounts(plantilla: dict[str, Any]) -> None:
    politicas = json.dumps(plantilla["Resources"]["APITelefonoRole"]["Properties"]["Policies"])
    for ajena in ("kms:CreateKey", "kms:TagResource", "cognito-idp:", "-expedientes", "-titulares", "-mesa"):
        assert ajena not in politicas, ajena


def test_the_policies_files_are_those_of_the_functions(plantilla: dict[str, Any]) -> None:
    archivos = {logical_name(p.stem) for p in Path(ROOT, ".chalice", "politicas").glob("*.json")}
    funciones = {n for n, r in plantilla["Resources"].items() if r["Type"] == "AWS::Serverless::Function"}
    assert archivos == funciones
