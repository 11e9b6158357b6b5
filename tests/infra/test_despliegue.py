"""What the page of deployment says agrees with the template: alarms, parameters, protection."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from cfnlint.api import ManualArgs, lint

from infra.expansion import expand
from infra.plantilla.almacenes import CARGADAS, of_type
from infra.plantilla.funciones import functions
from local.nube import ROOT

PAGINA = Path(ROOT, "docs", "deploy.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def recursos(plantilla: dict[str, Any]) -> dict[str, Any]:
    return plantilla["Resources"]


def alarms(recursos: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {n: r["Properties"] for n, r in of_type(recursos, "AWS::CloudWatch::Alarm").items()}


def test_every_alarm_names_its_section_of_the_runbook_and_every_section_has_an_alarm(
    recursos: dict[str, Any],
) -> None:
    nombradas = {
        n: re.findall(r"docs/deploy\.md#([a-z0-9-]+)$", a["AlarmDescription"])
        for n, a in alarms(recursos).items()
    }
    assert {n: s for n, s in nombradas.items() if len(s) != 1} == {}
    secciones = set(re.findall(r"^### ([a-z0-9-]+)$", PAGINA, re.MULTILINE))
    assert {s for (s,) in nombradas.values()} == secciones


def test_every_alarm_reaches_somebody_and_has_a_name_of_its_own(recursos: dict[str, Any]) -> None:
    todas = alarms(recursos)
    assert all(a["AlarmActions"] == [{"Ref": "AvisosOperacion"}] for a in todas.values())
    nombres = [json.dumps(a["AlarmName"]) for a in todas.values()]
    assert len(set(nombres)) == len(nombres)


def test_every_function_has_alarms_of_errors_and_of_want_of_room(recursos: dict[str, Any]) -> None:
    todas = alarms(recursos)
    for nombre in functions(recursos):
        for medida in ("Errors", "Throttles"):
            assert todas[f"{medida}{nombre}"]["Dimensions"] == [
                {"Name": "FunctionName", "Value": {"Ref": nombre}}
            ]


def test_the_age_of_a_queue_warns_before_its_promise_is_broken(recursos: dict[str, Any]) -> None:
    segundos = {n: a["Threshold"] for n, a in alarms(recursos).items() if n.startswith("Edad")}
    assert segundos == {
        "EdadRecepcion": 300,
        "EdadRegistral": 900,
        "EdadAcuses": 1800,
        "EdadMesa": 3600,
        "EdadRebotes": 3600,
    }


def test_every_function_logs_into_a_group_of_its_own_that_ends(recursos: dict[str, Any]) -> None:
    for nombre, funcion in functions(recursos).items():
        grupo = recursos[f"Bitacora{nombre}"]["Properties"]
        assert funcion["Properties"]["LoggingConfig"] == {"LogGroup": {"Ref": f"Bitacora{nombre}"}}
        assert grupo["RetentionInDays"] == {"Ref": "DiasBitacora"}


def test_tables_and_pools_of_production_cannot_be_deleted(plantilla: dict[str, Any]) -> None:
    recursos = plantilla["Resources"]
    for tabla in of_type(recursos, "AWS::DynamoDB::Table").values():
        assert tabla["Properties"]["DeletionProtectionEnabled"] == {"Fn::If": ["Protegido", True, False]}
    for grupo in of_type(recursos, "AWS::Cognito::UserPool").values():
        assert grupo["Properties"]["DeletionProtection"] == {"Fn::If": ["Protegido", "ACTIVE", "INACTIVE"]}
    assert plantilla["Conditions"]["Protegido"] == {"Fn::Equals": [{"Ref": "Etapa"}, "prod"]}


def test_no_bucket_answers_without_tls_or_to_another_account(recursos: dict[str, Any]) -> None:
    politicas = {
        r["Properties"]["Bucket"]["Ref"]: r["Properties"]["PolicyDocument"]["Statement"]
        for r in of_type(recursos, "AWS::S3::BucketPolicy").values()
    }
    assert set(politicas) == set(of_type(recursos, "AWS::S3::Bucket"))
    for tls, cuenta, *_ in politicas.values():
        assert tls["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
        assert (tls["Effect"], tls["Action"], tls["Principal"]) == ("Deny", "s3:*", "*")
        assert "aws:PrincipalAccount" in json.dumps(cuenta["Condition"])


def test_production_refuses_what_is_for_trials(plantilla: dict[str, Any]) -> None:
    """By CloudFormation's rules, before anything is made: a second factor, and no default of ours."""
    regla = plantilla["Rules"]["Produccion"]
    afirmadas = json.dumps(regla["Assertions"])
    assert regla["RuleCondition"] == {"Fn::Equals": [{"Ref": "Etapa"}, "prod"]}
    assert {"Fn::Equals": [{"Ref": "MfaInstitucional"}, "ON"]} in [a["Assert"] for a in regla["Assertions"]]
    de_prueba = {n for n, p in plantilla["Parameters"].items() if ".invalid" in str(p.get("Default", ""))}
    for nombre in de_prueba - {"EmisorX"}:
        assert f'{{"Ref": "{nombre}"}}' in afirmadas, nombre


def test_each_stages_file_gives_parameters_that_there_are(plantilla: dict[str, Any]) -> None:
    etapas = sorted(Path(ROOT, "infra", "etapas").glob("*.json"))
    assert {e.stem for e in etapas} == {"prod", "ensayo"}
    for etapa in etapas:
        dados = json.loads(etapa.read_text())["Parameters"]
        assert set(dados) <= set(plantilla["Parameters"]), etapa
        assert dados["Etapa"] == etapa.stem
        for nombre, valor in dados.items():
            admitidos = plantilla["Parameters"][nombre].get("AllowedValues")
            assert admitidos is None or str(valor) in [str(a) for a in admitidos], nombre


def test_productions_file_asks_for_each_value_that_the_rules_refuse(plantilla: dict[str, Any]) -> None:
    dados = json.loads(Path(ROOT, "infra", "etapas", "prod.json").read_text())["Parameters"]
    assert dados["MfaInstitucional"] == "ON"
    de_prueba = {n for n, p in plantilla["Parameters"].items() if ".invalid" in str(p.get("Default", ""))}
    assert de_prueba - {"EmisorX"} <= set(dados)


def test_the_dashboard_is_one_screen_of_known_resources(plantilla: dict[str, Any]) -> None:
    cuerpo, nombres = plantilla["Resources"]["Tablero"]["Properties"]["DashboardBody"]["Fn::Sub"]
    cuadros = json.loads(cuerpo)["widgets"]
    assert len(cuadros) == 9
    assert max(c["x"] + c["width"] for c in cuadros) <= 24
    assert set(re.findall(r"\$\{(\w+)\}", cuerpo)) == set(nombres)


def test_the_outputs_tell_all_that_the_console_asks_for(plantilla: dict[str, Any]) -> None:
    for variable in ("CAPTACION_PREFIJO", "CAPTACION_POOL_INSTITUCIONAL", "CAPTACION_DOMINIO_INSTITUCIONAL"):
        assert any(variable in s.get("Description", "") for s in plantilla["Outputs"].values()), variable


def test_the_budget_is_a_stack_without_fault(plantilla: dict[str, Any]) -> None:
    cuerpo = Path(ROOT, "infra", "presupuesto.yaml").read_text()
    assert [str(f) for f in lint(cuerpo, config=ManualArgs(regions=["us-east-1"]))] == []


def test_the_firewall_stands_before_the_stage(plantilla: dict[str, Any]) -> None:
    expandida = expand(plantilla)["Resources"]
    asociacion = expandida["CortafuegosDeLaApi"]["Properties"]["ResourceArn"]["Fn::Sub"]
    [etapa] = [n for n, r in expandida.items() if r["Type"] == "AWS::ApiGateway::Stage"]
    assert asociacion.endswith(f"/restapis/${{RestAPI}}/stages/${{{etapa}}}")
    reglas = {r["Name"]: r for r in expandida["Cortafuegos"]["Properties"]["Rules"]}
    assert reglas["por-direccion"]["Statement"]["RateBasedStatement"]["Limit"] == {
        "Ref": "SolicitudesPorDireccion"
    }


def test_the_public_log_cannot_be_taken_back_in_production(plantilla: dict[str, Any]) -> None:
    """Versions of its files are locked; in production nobody can lift that, and nobody can deploy without."""
    deposito = plantilla["Resources"]["DepositoBitacora"]["Properties"]
    si, candado, no = deposito["ObjectLockConfiguration"]["Fn::If"]
    assert (si, no) == ("ConCandado", {"Ref": "AWS::NoValue"})
    retencion = candado["Rule"]["DefaultRetention"]
    assert retencion == {
        "Mode": {"Fn::If": ["Protegido", "COMPLIANCE", "GOVERNANCE"]},
        "Days": {"Ref": "DiasCandado"},
    }
    assert '{"Fn::Not": [{"Fn::Equals": [{"Ref": "DiasCandado"}, "0"]}]}' in json.dumps(plantilla["Rules"])
    dados = json.loads(Path(ROOT, "infra", "etapas", "prod.json").read_text())["Parameters"]
    assert int(dados["DiasCandado"]) >= 365


def test_what_stays_can_be_had_back_after_it_was_overwritten(recursos: dict[str, Any]) -> None:
    con_versiones = {
        n
        for n, r in of_type(recursos, "AWS::S3::Bucket").items()
        if "VersioningConfiguration" in r["Properties"]
    }
    de_paso = {"DepositoEntrada", "DepositoCargas", "DepositoPadron", "DepositoReportes"}
    assert con_versiones == set(of_type(recursos, "AWS::S3::Bucket")) - de_paso


def test_the_tables_that_bear_the_load_are_warmed_by_one_parameter(recursos: dict[str, Any]) -> None:
    tibia = {"WriteUnitsPerSecond": {"Ref": "EscriturasTibias"}}
    pedido = {"Fn::If": ["ConTibias", tibia, {"Ref": "AWS::NoValue"}]}
    con = set()
    for nombre, tabla in of_type(recursos, "AWS::DynamoDB::Table").items():
        partes = [tabla["Properties"], *tabla["Properties"].get("GlobalSecondaryIndexes", [])]
        if any("WarmThroughput" in p for p in partes):
            assert all(p["WarmThroughput"] == pedido for p in partes), nombre
            con.add(nombre)
    assert con == set(CARGADAS)
