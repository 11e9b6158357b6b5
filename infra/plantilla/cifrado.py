"""Encryption of topics and of buckets with personal data, under keys of the stack that few roles may use.

Only on AWS (`EnNube`): the emulator encrypts nothing, and its topics know no keys.
"""

import json
from typing import Any

from infra.plantilla.almacenes import of_type

Recursos = dict[str, Any]
CON_PERSONAS = ("DepositoReportes", "DepositoCargas")
"""Buckets whose objects name people in clear. Expedientes and deliveries are sealed before they are put."""
SIN_VALOR = {"Ref": "AWS::NoValue"}


def add(plantilla: dict[str, Any]) -> None:
    """Add a key for objects of `CON_PERSONAS`, used through S3 alone by roles that reach them; another for topics."""
    recursos = plantilla["Resources"]
    roles = sorted({r for d in CON_PERSONAS for r in roles_of(recursos, d)})
    recursos["LlaveArchivos"] = _key("archivos con datos personales", "archivos", _through_s3(roles))
    recursos["LlaveAvisos"] = _key("avisos", "avisos", _for_services())
    for nombre in CON_PERSONAS:
        _encrypt(recursos[nombre]["Properties"])
    for tema in of_type(recursos, "AWS::SNS::Topic").values():
        tema["Properties"]["KmsMasterKeyId"] = {"Fn::If": ["EnNube", {"Ref": "LlaveAvisos"}, SIN_VALOR]}


def roles_of(recursos: Recursos, deposito: str) -> list[str]:
    """Names of the roles whose policies name objects of a bucket."""
    nombre = recursos[deposito]["Properties"]["BucketName"]["Fn::Sub"]
    return [
        n
        for n, r in of_type(recursos, "AWS::IAM::Role").items()
        if f":s3:::{nombre}" in json.dumps(r["Properties"].get("Policies", []))
    ]


def _encrypt(deposito: dict[str, Any]) -> None:
    con_llave = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": {"Fn::GetAtt": ["LlaveArchivos", "Arn"]}}
    regla = {"ServerSideEncryptionByDefault": con_llave, "BucketKeyEnabled": True}
    antes = deposito["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    deposito["BucketEncryption"] = {
        "ServerSideEncryptionConfiguration": {"Fn::If": ["EnNube", [regla], antes]}
    }


def _through_s3(roles: list[str]) -> dict[str, Any]:
    """Statement of a key's policy for use through S3. Roles are named in a condition, not as principals: KMS refuses
    a policy whose principal was made just now and is not known everywhere yet."""
    return {
        "Sid": "SoloPorS3",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
        "Resource": "*",
        "Condition": {
            "StringEquals": {
                "kms:CallerAccount": {"Ref": "AWS::AccountId"},
                "kms:ViaService": {"Fn::Sub": "s3.${AWS::Region}.amazonaws.com"},
            },
            "ArnEquals": {"aws:PrincipalArn": [{"Fn::GetAtt": [r, "Arn"]} for r in roles]},
        },
    }


def _for_services() -> dict[str, Any]:
    """Statement of a key's policy for services that publish: CloudWatch (alarms) and SES (bounces, with addresses)."""
    return {
        "Sid": "SoloServicios",
        "Effect": "Allow",
        "Principal": {"Service": ["cloudwatch.amazonaws.com", "ses.amazonaws.com"]},
        "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
        "Resource": "*",
        "Condition": {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}},
    }


def _key(que: str, uso: str, permiso: dict[str, Any]) -> dict[str, Any]:
    cuenta = {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}
    administra = {"Effect": "Allow", "Principal": {"AWS": cuenta}, "Action": "kms:*", "Resource": "*"}
    return {
        "Type": "AWS::KMS::Key",
        "Condition": "EnNube",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": {
            "Description": {"Fn::Sub": f"${{Prefijo}}: {que}"},
            "Tags": [{"Key": "sistema", "Value": {"Ref": "Prefijo"}}, {"Key": "uso", "Value": uso}],
            "EnableKeyRotation": True,
            "KeyPolicy": {"Version": "2012-10-17", "Statement": [administra, permiso]},
        },
    }
