"""Concessions to the emulator: what AWS can do and the emulator cannot is taken out of the rehearsal, and printed.

Each concession has a probe that tries the emulator in every run. Once the emulator can do it, the rehearsal fails
until the concession is removed, so that no concession outlives its reason.
"""

import contextlib
import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from local.nube import Nube

Plantilla = dict[str, Any]


@dataclass(frozen=True)
class Concesion:
    """A concession. `que`: its text, in Spanish; `aplica` changes the template; `aprendio`: whether it is obsolete."""

    que: str
    aplica: Callable[[Plantilla], None]
    aprendio: Callable[[Nube], bool]


def conceded(plantilla: Plantilla) -> Plantilla:
    """The template with every concession made."""
    propia = copy.deepcopy(plantilla)
    for concesion in CONCESIONES:
        concesion.aplica(propia)
    return propia


def _without(sobra: Callable[[dict[str, Any]], bool]) -> Callable[[Plantilla], None]:
    def aplica(plantilla: Plantilla) -> None:
        recursos = plantilla["Resources"]
        for nombre in [n for n, r in recursos.items() if sobra(r)]:
            del recursos[nombre]

    return aplica


def _without_canary(plantilla: Plantilla) -> None:
    # Imported late: the module reads the system's names, which this process knows once the cloud is up.
    from infra.plantilla import canario

    canario.remove(plantilla)


def _takes(recurso: dict[str, Any]) -> Callable[[Nube], bool]:
    """Whether a stack with that resource alone can be made."""

    def aprendio(nube: Nube) -> bool:
        cloudformation, nombre = nube.client("cloudformation"), "sonda"
        cuerpo = json.dumps({"Resources": {"Sonda": recurso}})
        try:
            cloudformation.create_stack(StackName=nombre, TemplateBody=cuerpo)
            cloudformation.get_waiter("stack_create_complete").wait(
                StackName=nombre, WaiterConfig={"Delay": 1, "MaxAttempts": 20}
            )
        except Exception:  # noqa: BLE001 - refused at once or rolled back: it is not learnt
            return False
        finally:
            cloudformation.delete_stack(StackName=nombre)
        return True

    return aprendio


def _statements(plantilla: Plantilla) -> Any:
    for recurso in plantilla["Resources"].values():
        if recurso["Type"] == "AWS::IAM::Role":
            for politica in recurso["Properties"].get("Policies", []):
                yield from politica["PolicyDocument"]["Statement"]


def _any_context(plantilla: Plantilla) -> None:
    for s in _statements(plantilla):
        condiciones = s.get("Condition", {})
        if "kms:EncryptionContextKeys" in json.dumps(condiciones):
            del condiciones["ForAllValues:StringEquals"], condiciones["Null"]


def _alias_too(plantilla: Plantilla) -> None:
    """Add to each permission on keys the same permission on this system's aliases, which have no tags."""
    alias = {"Fn::Sub": "arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:alias/${Prefijo}-*"}
    for recurso in plantilla["Resources"].values():
        if recurso["Type"] == "AWS::IAM::Role":
            for politica in recurso["Properties"].get("Policies", []):
                declaraciones = politica["PolicyDocument"]["Statement"]
                acciones = {a for s in declaraciones for a in s["Action"] if a in _POR_ALIAS}
                if acciones:
                    declaraciones.append({"Effect": "Allow", "Action": sorted(acciones), "Resource": alias})


_POR_ALIAS = {
    "kms:Decrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:GetPublicKey",
    "kms:Sign",
}


def _batch_too(plantilla: Plantilla) -> None:
    for s in _statements(plantilla):
        if "sqs:SendMessage" in s["Action"]:
            s["Action"] = [*s["Action"], "sqs:SendMessageBatch"]


def _ses_anywhere(plantilla: Plantilla) -> None:
    for s in _statements(plantilla):
        if {"ses:SendEmail", "ses:SendRawEmail"} & set(s["Action"]):
            s["Resource"] = "*"


def _without_tls(plantilla: Plantilla) -> None:
    for recurso in plantilla["Resources"].values():
        if recurso["Type"] == "AWS::S3::BucketPolicy":
            documento = recurso["Properties"]["PolicyDocument"]
            documento["Statement"] = [s for s in documento["Statement"] if s.get("Sid") != "SoloTls"]


class _Ajeno:
    """A role in the emulator with a single statement, and a client that acts in that role."""

    def __init__(self, nube: Nube, *declaraciones: dict[str, Any]) -> None:
        iam, quien = nube.client("iam"), "sonda"
        confianza = {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}],
        }
        with contextlib.suppress(iam.exceptions.EntityAlreadyExistsException):
            iam.create_role(RoleName=quien, AssumeRolePolicyDocument=json.dumps(confianza))
        politica = {"Version": "2012-10-17", "Statement": list(declaraciones)}
        iam.put_role_policy(RoleName=quien, PolicyName="sonda", PolicyDocument=json.dumps(politica))
        papel = iam.get_role(RoleName=quien)["Role"]["Arn"]
        c = nube.client("sts").assume_role(RoleArn=papel, RoleSessionName="sonda")["Credentials"]
        self._credenciales = {
            "aws_access_key_id": c["AccessKeyId"],
            "aws_secret_access_key": c["SecretAccessKey"],
            "aws_session_token": c["SessionToken"],
        }
        self._nube = nube

    def may(self, servicio: str, operacion: str, **pedido: Any) -> bool:
        import boto3

        cliente = boto3.client(
            servicio,
            endpoint_url=self._nube.endpoint,
            region_name=self._nube.client("sts").meta.region_name,
            **self._credenciales,
        )
        try:
            getattr(cliente, operacion)(**pedido)
        except ClientError as error:
            return "Denied" not in error.response["Error"]["Code"]
        return True


def _knows_contexts(nube: Nube) -> bool:
    llave = nube.client("kms").create_key()["KeyMetadata"]["KeyId"]
    condicion = {"ForAnyValue:StringEquals": {"kms:EncryptionContextKeys": "sonda"}}
    permiso = {"Effect": "Allow", "Action": "kms:Encrypt", "Resource": "*", "Condition": condicion}
    return _Ajeno(nube, permiso).may(
        "kms", "encrypt", KeyId=llave, Plaintext=b"x", EncryptionContext={"sonda": "1"}
    )


def _judges_the_key(nube: Nube) -> bool:
    kms = nube.client("kms")
    llave = kms.create_key()["KeyMetadata"]
    kms.create_alias(AliasName="alias/sonda", TargetKeyId=llave["KeyId"])
    permiso = {"Effect": "Allow", "Action": "kms:Encrypt", "Resource": llave["Arn"]}
    try:
        return _Ajeno(nube, permiso).may("kms", "encrypt", KeyId="alias/sonda", Plaintext=b"x")
    finally:
        kms.delete_alias(AliasName="alias/sonda")


def _batch_is_sending(nube: Nube) -> bool:
    url = nube.client("sqs").create_queue(QueueName="sonda")["QueueUrl"]
    permiso = {"Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": "*"}
    entradas = [{"Id": "1", "MessageBody": "x"}]
    return _Ajeno(nube, permiso).may("sqs", "send_message_batch", QueueUrl=url, Entries=entradas)


def _ses_by_identity(nube: Nube) -> bool:
    nube.client("ses").verify_email_identity(EmailAddress="sonda@muestra.invalid")
    permiso = {"Effect": "Allow", "Action": "ses:SendEmail", "Resource": "arn:aws:ses:*:*:identity/*"}
    mensaje = {"Subject": {"Data": "x"}, "Body": {"Text": {"Data": "x"}}}
    destino = {"ToAddresses": ["nadie@muestra.invalid"]}
    return _Ajeno(nube, permiso).may(
        "ses", "send_email", Source="sonda@muestra.invalid", Destination=destino, Message=mensaje
    )


_FORMULA = {
    "Type": "AWS::CloudWatch::Alarm",
    "Properties": {
        "Threshold": 1,
        "ComparisonOperator": "GreaterThanThreshold",
        "EvaluationPeriods": 1,
        "Metrics": [
            {"Id": "total", "Expression": "1 * uno", "ReturnData": True},
            {
                "Id": "uno",
                "ReturnData": False,
                "MetricStat": {"Metric": {"Namespace": "A", "MetricName": "B"}, "Period": 60, "Stat": "Sum"},
            },
        ],
    },
}
_DESPLIEGUE = {"Type": "AWS::CodeDeploy::Application", "Properties": {"ComputePlatform": "Lambda"}}
_ASOCIACION = {
    "Type": "AWS::WAFv2::WebACLAssociation",
    "Properties": {
        "ResourceArn": "arn:aws:apigateway:mx-central-1::/restapis/a/stages/b",
        "WebACLArn": "arn:x",
    },
}


def two_at_a_time(plantilla: Plantilla) -> None:
    """Limit each queue to two functions at once: a concession to the machine (CI has two cores), not the emulator."""
    for recurso in plantilla["Resources"].values():
        for evento in recurso["Properties"].get("Events", {}).values():
            if "ScalingConfig" in evento.get("Properties", {}):
                evento["Properties"]["ScalingConfig"] = {"MaximumConcurrency": 2}


CONCESIONES = (
    Concesion(
        "CloudFormation no conoce AWS::WAFv2::WebACLAssociation: el cortafuegos se crea y no se pone delante.",
        _without(lambda r: r["Type"] == "AWS::WAFv2::WebACLAssociation"),
        _takes(_ASOCIACION),
    ),
    Concesion(
        "CloudFormation no conoce CodeDeploy: las versiones nuevas entran de una vez.",
        _without_canary,
        _takes(_DESPLIEGUE),
    ),
    Concesion(
        "CloudFormation no admite alarmas con fórmula: se dejan fuera.",
        _without(lambda r: r["Type"] == "AWS::CloudWatch::Alarm" and "Metrics" in r["Properties"]),
        _takes(_FORMULA),
    ),
    Concesion(
        "KMS no conoce kms:EncryptionContextKeys: esa condición se quita.", _any_context, _knows_contexts
    ),
    Concesion("KMS juzga un alias por el ARN del alias: se permite también.", _alias_too, _judges_the_key),
    Concesion("sqs:SendMessageBatch se pide como acción aparte.", _batch_too, _batch_is_sending),
    Concesion(
        "El emulador atiende sin TLS: la regla de los depósitos que lo exige se quita.",
        _without_tls,
        lambda nube: nube.endpoint.startswith("https:"),
    ),
    Concesion("ses:SendEmail y ses:SendRawEmail se juzgan sobre *.", _ses_anywhere, _ses_by_identity),
)
