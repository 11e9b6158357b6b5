"""The door: one stage, traced and with access logs, behind a firewall, under a name of its own if it has one."""

import json
from typing import Any

from chalicelib.base import config

REGISTRO = {
    "id": "$context.requestId",
    "hora": "$context.requestTimeEpoch",
    "metodo": "$context.httpMethod",
    "ruta": "$context.resourcePath",
    "estado": "$context.status",
    "ms": "$context.responseLatency",
    "direccion": "$context.identity.sourceIp",
    "autorizador": "$context.authorizer.error",
    "error": "$context.error.responseType",
}
"""What an access log line holds: the route and never the path, for paths hold folios and Ids."""


def add(plantilla: dict[str, Any]) -> None:
    recursos = plantilla["Resources"]
    plantilla.setdefault("Globals", {})["Api"] = {"OpenApiVersion": "3.0.1"}
    recursos["BitacoraAccesos"] = {
        "Type": "AWS::Logs::LogGroup",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": {
            "LogGroupName": {"Fn::Sub": "/${Prefijo}/accesos"},
            "RetentionInDays": {"Ref": "DiasBitacora"},
        },
    }
    recursos["RestAPI"]["Properties"] |= {
        "TracingEnabled": True,
        "AccessLogSetting": {
            "DestinationArn": {"Fn::GetAtt": ["BitacoraAccesos", "Arn"]},
            "Format": json.dumps(REGISTRO, separators=(",", ":")),
        },
    }
    for ajuste in recursos["RestAPI"]["Properties"]["MethodSettings"]:
        ajuste |= {"MetricsEnabled": True, "LoggingLevel": "ERROR", "DataTraceEnabled": False}
    recursos |= _gateway_logs() | _firewall() | _name()


def name_origin(plantilla: dict[str, Any]) -> None:
    """Let the template's parameter say which origin a preflight admits: Chalice writes that of this machine."""
    cuerpo = plantilla["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
    plantilla["Resources"]["RestAPI"]["Properties"]["DefinitionBody"] = _with_origin(cuerpo)


def _with_origin(nodo: Any) -> Any:
    if isinstance(nodo, dict):
        return {clave: _with_origin(valor) for clave, valor in nodo.items()}
    if isinstance(nodo, list):
        return [_with_origin(valor) for valor in nodo]
    return {"Fn::Sub": "'${Portal}'"} if nodo == f"'{config.ORIGEN_WEB}'" else nodo


def _gateway_logs() -> dict[str, Any]:
    """API Gateway writes logs with a role of the account's."""
    return {
        "PapelBitacoraPuerta": {
            "Type": "AWS::IAM::Role",
            "Condition": "EnNube",
            "Properties": {
                "AssumeRolePolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Principal": {"Service": "apigateway.amazonaws.com"},
                            "Action": "sts:AssumeRole",
                        }
                    ],
                },
                "ManagedPolicyArns": [
                    {
                        "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/service-role/"
                        "AmazonAPIGatewayPushToCloudWatchLogs"
                    }
                ],
            },
        },
        "CuentaPuerta": {
            "Type": "AWS::ApiGateway::Account",
            "Condition": "EnNube",
            "Properties": {"CloudWatchRoleArn": {"Fn::GetAtt": ["PapelBitacoraPuerta", "Arn"]}},
        },
    }


def _firewall() -> dict[str, Any]:
    """So many requests of one address in five minutes, and AWS's own lists of known attacks."""
    visible = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": True}
    grupos = ("AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet")
    reglas: list[dict[str, Any]] = [
        {
            "Name": "por-direccion",
            "Priority": 0,
            "Action": {"Block": {"CustomResponse": {"ResponseCode": 429}}},
            "Statement": {
                "RateBasedStatement": {"Limit": {"Ref": "SolicitudesPorDireccion"}, "AggregateKeyType": "IP"}
            },
            "VisibilityConfig": {**visible, "MetricName": "por-direccion"},
        }
    ]
    reglas += [
        {
            "Name": grupo,
            "Priority": n,
            "OverrideAction": {"None": {}},
            "Statement": {"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": grupo}},
            "VisibilityConfig": {**visible, "MetricName": grupo},
        }
        for n, grupo in enumerate(grupos, start=1)
    ]
    return {
        "Cortafuegos": {
            "Type": "AWS::WAFv2::WebACL",
            "Condition": "EnNube",
            "Properties": {
                "Name": {"Fn::Sub": "${Prefijo}-api"},
                "Scope": "REGIONAL",
                "DefaultAction": {"Allow": {}},
                "VisibilityConfig": {**visible, "MetricName": {"Fn::Sub": "${Prefijo}-api"}},
                "Rules": reglas,
            },
        },
        "CortafuegosDeLaApi": {
            "Type": "AWS::WAFv2::WebACLAssociation",
            "Condition": "EnNube",
            "Properties": {
                "ResourceArn": {
                    "Fn::Sub": "arn:${AWS::Partition}:apigateway:${AWS::Region}::"
                    "/restapis/${RestAPI}/stages/${RestAPI.Stage}"
                },
                "WebACLArn": {"Fn::GetAtt": ["Cortafuegos", "Arn"]},
            },
        },
    }


def _name() -> dict[str, Any]:
    """A name of the API's own, TLS 1.2 and no less."""
    return {
        "NombreApi": {
            "Type": "AWS::ApiGateway::DomainName",
            "Condition": "ConDominio",
            "Properties": {
                "DomainName": {"Ref": "Dominio"},
                "RegionalCertificateArn": {"Ref": "Certificado"},
                "SecurityPolicy": "TLS_1_2",
                "EndpointConfiguration": {"Types": ["REGIONAL"]},
            },
        },
        "CaminoDelNombre": {
            "Type": "AWS::ApiGateway::BasePathMapping",
            "Condition": "ConDominio",
            "Properties": {
                "DomainName": {"Ref": "NombreApi"},
                "RestApiId": {"Ref": "RestAPI"},
                "Stage": {"Ref": "RestAPI.Stage"},
            },
        },
    }
