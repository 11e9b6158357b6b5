"""Protection of every table, bucket and queue: against deletion, reading in clear, and access from other accounts."""

import json
from typing import Any

Recursos = dict[str, Any]
THREAT_PROTECTION: dict[str, Any] = {
    "UserPoolTier": {"Fn::If": ["Protegido", "PLUS", {"Ref": "AWS::NoValue"}]},
    "UserPoolAddOns": {
        "Fn::If": ["Protegido", {"AdvancedSecurityMode": "ENFORCED"}, {"Ref": "AWS::NoValue"}]
    },
}
"""Cognito's threat protection (Plus tier): leaked passwords are refused, suspicious logins need a second factor."""
CARGADAS = (
    "TablaApoyos",
    "TablaPersonas",
    "TablaContadores",
    "TablaContados",
    "TablaMesa",
    "TablaOperadores",
)
"""Tables that every record writes to; they are warmed, with their indexes, before an announced peak."""


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
    """Add warm throughput to a table and its indexes: on demand alone a table follows no load that more than doubles
    within half an hour."""
    for cual in (tabla, *tabla.get("GlobalSecondaryIndexes", [])):
        tibia = {"WriteUnitsPerSecond": {"Ref": "EscriturasTibias"}}
        cual["WarmThroughput"] = {"Fn::If": ["ConTibias", tibia, {"Ref": "AWS::NoValue"}]}


def of_type(recursos: Recursos, tipo: str) -> Recursos:
    """Resources of a type, by logical name."""
    return {n: r for n, r in sorted(recursos.items()) if r["Type"] == tipo}


def _bucket_policy(nombre: str, deposito: dict[str, Any]) -> dict[str, Any]:
    """Policy of a bucket: requests without TLS or from another account are denied, whatever is granted elsewhere."""
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
