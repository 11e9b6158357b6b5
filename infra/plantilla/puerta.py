"""The API's gateway: one stage, traced, behind a firewall, under a domain name of its own if one is given."""

import copy
from typing import Any

from chalicelib.base import config
from chalicelib.borde.direccion import DIRECCION, MARCA

ORILLA = "x-captacion-orilla"
"""Name of the header with the stack's secret, by which the firewall knows that a request came through CloudFront."""


def secret() -> dict[str, str]:
    """Value of header `ORILLA`, resolved from Secrets Manager; no function and no output has it."""
    return {"Fn::Sub": "{{resolve:secretsmanager:${SecretoOrilla}}}"}


def add(plantilla: dict[str, Any]) -> None:
    recursos = plantilla["Resources"]
    plantilla.setdefault("Globals", {})["Api"] = {"OpenApiVersion": "3.0.1"}
    recursos["RestAPI"]["Properties"]["TracingEnabled"] = True
    for ajuste in recursos["RestAPI"]["Properties"]["MethodSettings"]:
        ajuste |= {"MetricsEnabled": True, "DataTraceEnabled": False}
    recursos |= _firewall() | _name()


def name_origin(plantilla: dict[str, Any]) -> None:
    """Replace the CORS origin that Chalice writes, this machine's, by the template's parameter."""
    cuerpo = plantilla["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
    plantilla["Resources"]["RestAPI"]["Properties"]["DefinitionBody"] = _with_origin(cuerpo)


def _with_origin(nodo: Any) -> Any:
    if isinstance(nodo, dict):
        return {clave: _with_origin(valor) for clave, valor in nodo.items()}
    if isinstance(nodo, list):
        return [_with_origin(valor) for valor in nodo]
    return {"Fn::Sub": "'${Portal}'"} if nodo == f"'{config.ORIGEN_WEB}'" else nodo


def _firewall() -> dict[str, Any]:
    """Firewall: a limit of requests of one address in five minutes, and AWS's own lists of known attacks.

    A request through CloudFront comes from one of CloudFront's addresses, so it is counted by the requester's address,
    which a header holds. The firewall marks each request as come through CloudFront or not, over any mark it brought.
    """
    visible = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": True}
    grupos = ("AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet")
    por_orilla, de_fuera = _through_edge(), {"NotStatement": {"Statement": _through_edge()}}
    de_quien = {"HeaderName": DIRECCION, "FallbackBehavior": "MATCH"}
    propias: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
        ("por-la-orilla", _mark("si"), por_orilla),
        ("de-fuera", _mark("no"), de_fuera),
        ("por-direccion", _BLOQUEA, _rate(de_fuera, AggregateKeyType="IP")),
        (
            "por-direccion-en-la-orilla",
            _BLOQUEA,
            _rate(por_orilla, AggregateKeyType="FORWARDED_IP", ForwardedIPConfig=de_quien),
        ),
    ]
    reglas: list[dict[str, Any]] = [
        {"Name": nombre, "Priority": n, "Action": accion, "Statement": declaracion}
        for n, (nombre, accion, declaracion) in enumerate(propias)
    ]
    reglas += [
        {
            "Name": grupo,
            "Priority": n,
            "OverrideAction": {"None": {}},
            "Statement": {"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": grupo}},
        }
        for n, grupo in enumerate(grupos, start=len(propias))
    ]
    for regla in reglas:
        regla["VisibilityConfig"] = {**visible, "MetricName": regla["Name"]}
    return {
        "SecretoOrilla": {
            "Type": "AWS::SecretsManager::Secret",
            "Condition": "EnNube",
            "Properties": {
                "Name": {"Fn::Sub": "${Prefijo}-orilla"},
                "Description": "Header by which CloudFront is known to the firewall of the API",
                "GenerateSecretString": {"PasswordLength": 48, "ExcludePunctuation": True},
            },
        },
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


_BLOQUEA: dict[str, Any] = {"Block": {"CustomResponse": {"ResponseCode": 429}}}


def _through_edge() -> dict[str, Any]:
    """Statement that matches requests with the secret of the stack's distributions."""
    return {
        "ByteMatchStatement": {
            "FieldToMatch": {"SingleHeader": {"Name": ORILLA}},
            "PositionalConstraint": "EXACTLY",
            "SearchString": secret(),
            "TextTransformations": [{"Priority": 0, "Type": "NONE"}],
        }
    }


def _mark(valor: str) -> dict[str, Any]:
    """Action of a rule that only marks a request for the functions; AWS puts `x-amzn-waf-` before the header's name."""
    nombre = MARCA.removeprefix("x-amzn-waf-")
    return {"Count": {"CustomRequestHandling": {"InsertHeaders": [{"Name": nombre, "Value": valor}]}}}


def _rate(de: dict[str, Any], **por: Any) -> dict[str, Any]:
    limite = {"Limit": {"Ref": "SolicitudesPorDireccion"}, "ScopeDownStatement": copy.deepcopy(de)}
    return {"RateBasedStatement": {**limite, **por}}


def _name() -> dict[str, Any]:
    """Domain name of the API, with TLS 1.2 at least."""
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
