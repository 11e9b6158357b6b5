"""The door: one stage, traced, behind a firewall, under a name of its own if it has one."""

from typing import Any

from chalicelib.base import config


def add(plantilla: dict[str, Any]) -> None:
    recursos = plantilla["Resources"]
    plantilla.setdefault("Globals", {})["Api"] = {"OpenApiVersion": "3.0.1"}
    recursos["RestAPI"]["Properties"]["TracingEnabled"] = True
    for ajuste in recursos["RestAPI"]["Properties"]["MethodSettings"]:
        ajuste |= {"MetricsEnabled": True, "DataTraceEnabled": False}
    recursos |= _firewall() | _name()


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
