"""Every table, bucket and queue: what keeps it from being deleted, read in clear, or reached by others."""

import json
from typing import Any

Recursos = dict[str, Any]
THREAT_PROTECTION: dict[str, Any] = {
    "UserPoolTier": {"Fn::If": ["Protegido", "PLUS", {"Ref": "AWS::NoValue"}]},
    "UserPoolAddOns": {
        "Fn::If": ["Protegido", {"AdvancedSecurityMode": "ENFORCED"}, {"Ref": "AWS::NoValue"}]
    },
}
"""Cognito refuses passwords known to be leaked, and asks more of a login that looks stolen; its dearer tier has it."""
CARGADAS = (
    "TablaApoyos",
    "TablaPersonas",
    "TablaContadores",
    "TablaContados",
    "TablaMesa",
    "TablaOperadores",
)
"""Tables that every record writes to, each with its indexes."""


def add(plantilla: dict[str, Any]) -> None:
    """Deletion protection of tables and pools; bucket and queue policies; encryption of queues and of the topic."""
    recursos = plantilla["Resources"]
    for tabla in of_type(recursos, "AWS::DynamoDB::Table").values():
        tabla["Properties"]["DeletionProtectionEnabled"] = {"Fn::If": ["Protegido", True, False]}
    for nombre in CARGADAS:
        _warm(recursos[nombre]["Properties"])
    for grupo in of_type(recursos, "AWS::Cognito::UserPool").values():
        grupo["Properties"]["DeletionProtection"] = {"Fn::If": ["Protegido", "ACTIVE", "INACTIVE"]}
        grupo["Properties"] |= THREAT_PROTECTION
    for nombre in of_type(recursos, "AWS::S3::Bucket"):
        recursos[nombre.replace("Deposito", "SoloTls")] = _bucket_policy(nombre, recursos[nombre])
    for cola in of_type(recursos, "AWS::SQS::Queue").values():
        cola["Properties"]["SqsManagedSseEnabled"] = True


def _warm(tabla: dict[str, Any]) -> None:
    """On demand a table follows a load that doubles within half an hour; before an announced peak it is warmed."""
    for cual in (tabla, *tabla.get("GlobalSecondaryIndexes", [])):
        tibia = {"WriteUnitsPerSecond": {"Ref": "EscriturasTibias"}}
        cual["WarmThroughput"] = {"Fn::If": ["ConTibias", tibia, {"Ref": "AWS::NoValue"}]}


def of_type(recursos: Recursos, tipo: str) -> Recursos:
    """The resources of a type, by name."""
    return {n: r for n, r in sorted(recursos.items()) if r["Type"] == tipo}


def _bucket_policy(nombre: str, deposito: dict[str, Any]) -> dict[str, Any]:
    """Nobody without TLS, and nobody whose account is not this one, whatever else is granted later."""
    arn = json.loads(json.dumps(deposito["Properties"]["BucketName"]["Fn::Sub"]))
    todo = [{"Fn::Sub": f"arn:${{AWS::Partition}}:s3:::{arn}{resto}"} for resto in ("", "/*")]
    negado = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": todo}
    return {
        "Type": "AWS::S3::BucketPolicy",
        "Properties": {
            "Bucket": {"Ref": nombre},
            "PolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    {**negado, "Sid": "SoloTls", "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
                    {
                        **negado,
                        "Sid": "SoloEstaCuenta",
                        "Condition": {
                            "StringNotEqualsIfExists": {"aws:PrincipalAccount": {"Ref": "AWS::AccountId"}},
                            "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
                        },
                    },
                ],
            },
        },
    }
