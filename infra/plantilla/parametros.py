"""Parameters and conditions of what the rules add; the values of each stage are in `infra/etapas/`."""

from typing import Any

PARAMETROS: dict[str, dict[str, Any]] = {
    "Etapa": {
        "Type": "String",
        "Default": "local",
        "AllowedValues": ["local", "ensayo", "prod"],
        "Description": "Which stage this is; prod refuses what is only for trials",
    },
    "Arquitectura": {
        "Type": "String",
        "Default": "x86_64",
        "AllowedValues": ["x86_64", "arm64"],
        "Description": "Processor that the package was built for",
    },
    "DiasBitacora": {
        "Type": "Number",
        "Default": 90,
        "AllowedValues": [30, 60, 90, 120, 180, 365],
        "Description": "Days that the functions' logs are kept (the audit log is in a table of its own)",
    },
    "DiasCandado": {
        "Type": "Number",
        "Default": 0,
        "MinValue": 0,
        "MaxValue": 36500,
        "Description": "Days in which no version of the public log's files can be removed (S3 Object Lock); 0 for none",
    },
    "EscriturasTibias": {
        "Type": "Number",
        "Default": 0,
        "MinValue": 0,
        "Description": "Write units a second that loaded tables and indexes bear at once; 0 as DynamoDB has them",
    },
    "SolicitudesPorDireccion": {
        "Type": "Number",
        "Default": 3000,
        "MinValue": 100,
        "Description": "Requests of one address in five minutes above which the firewall answers",
    },
    "Dominio": {
        "Type": "String",
        "Default": "",
        "Description": "Name of the API, as in api.ine.mx; empty for the one that the gateway makes",
    },
    "Certificado": {
        "Type": "String",
        "Default": "",
        "Description": "ARN of that name's certificate in this region",
    },
    "Aplicacion": {
        "Type": "String",
        "Default": "https://app.captacion.invalid",
        "AllowedPattern": "https://[^/]+",
        "Description": "Address of the app's pages; those of the portal are at Portal",
    },
    "CertificadoPaginas": {
        "Type": "String",
        "Default": "",
        "Description": "ARN in us-east-1 of the certificate for both names; empty: the names that CloudFront gives",
    },
    "CortafuegosPaginas": {
        "Type": "String",
        "Default": "",
        "Description": "ARN in us-east-1 of the firewall of the pages (infra/orilla.yaml)",
    },
}

CONDICIONES: dict[str, Any] = {
    "EnNube": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Etapa"}, "local"]}]},
    "Protegido": {"Fn::Equals": [{"Ref": "Etapa"}, "prod"]},
    "ConCandado": {"Fn::Not": [{"Fn::Equals": [{"Ref": "DiasCandado"}, 0]}]},
    "ConTibias": {"Fn::Not": [{"Fn::Equals": [{"Ref": "EscriturasTibias"}, 0]}]},
    "ConDominio": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Dominio"}, ""]}]},
    "ConNombrePaginas": {"Fn::Not": [{"Fn::Equals": [{"Ref": "CertificadoPaginas"}, ""]}]},
    "ConCortafuegosPaginas": {"Fn::Not": [{"Fn::Equals": [{"Ref": "CortafuegosPaginas"}, ""]}]},
}

NO_EN_PROD = "invalid"


def add(plantilla: dict[str, Any]) -> None:
    """Parameters, conditions, and the rules that keep a production stack from being made with values of trials."""
    plantilla["Parameters"] |= PARAMETROS
    plantilla["Conditions"] |= CONDICIONES
    plantilla["Rules"] = {"Produccion": _rules(plantilla["Parameters"])}


def _rules(parametros: dict[str, Any]) -> dict[str, Any]:
    """Rules that CloudFormation checks before it makes anything: MFA is on, no parameter has a value of trials."""
    de_prueba = [
        n for n, p in parametros.items() if NO_EN_PROD in str(p.get("Default", "")) and n != "EmisorX"
    ]
    afirmaciones = [
        {
            "Assert": {"Fn::Equals": [{"Ref": "MfaInstitucional"}, "ON"]},
            "AssertDescription": "In prod the officials' second factor is ON (MfaInstitucional)",
        },
        {
            "Assert": {"Fn::Not": [{"Fn::Equals": [{"Ref": "DiasCandado"}, "0"]}]},
            "AssertDescription": "In prod the public log is locked against removal (DiasCandado)",
        },
        *(
            {
                "Assert": {"Fn::Not": [{"Fn::Equals": [{"Ref": n}, ""]}]},
                "AssertDescription": f"In prod {n} is given",
            }
            for n in ("CertificadoPaginas", "CortafuegosPaginas")
        ),
        *(_not_default(n, parametros[n]) for n in sorted(de_prueba)),
    ]
    return {"RuleCondition": {"Fn::Equals": [{"Ref": "Etapa"}, "prod"]}, "Assertions": afirmaciones}


def _not_default(nombre: str, parametro: dict[str, Any]) -> dict[str, Any]:
    distinto: dict[str, Any] = {"Fn::Not": [{"Fn::Equals": [{"Ref": nombre}, parametro["Default"]]}]}
    if parametro["Type"] == "CommaDelimitedList":
        distinto = {"Fn::Not": [{"Fn::Contains": [{"Ref": nombre}, parametro["Default"]]}]}
    return {"Assert": distinto, "AssertDescription": f"In prod {nombre} is given: its default is for trials"}
