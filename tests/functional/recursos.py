"""The resources of infra/recursos.yaml, made by plain calls: moto's own CloudFormation would need far more installed.

Only types that the workflows touch are made; the template stays the one description of them.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from moto import mock_aws

from chalicelib import aws, config
from chalicelib.store import procesos

PLANTILLA = Path(__file__).parents[2] / "infra" / "recursos.yaml"
CUENTA = "123456789012"


class Plantilla:
    """The template with its parameters filled in; `names` maps logical names to what Ref gives."""

    def __init__(self, prefijo: str, region: str) -> None:
        datos = _template()
        self.region = region
        self.recursos: dict[str, dict[str, Any]] = datos["Resources"]
        self.refs = {n: str(p["Default"]) for n, p in datos["Parameters"].items()} | {"Prefijo": prefijo}

    def of_type(self, tipo: str) -> dict[str, dict[str, Any]]:
        return {
            n: self.resolve(r.get("Properties", {}))
            for n, r in self.recursos.items()
            if r.get("Type") == tipo
        }

    def resolve(self, nodo: Any) -> Any:
        if isinstance(nodo, list):
            return [self.resolve(n) for n in nodo]
        if not isinstance(nodo, dict):
            return nodo
        match nodo:
            case {"Ref": nombre}:
                return self.refs.get(nombre, f"<{nombre}>")
            case {"Fn::Sub": str(texto)}:
                return re.sub(r"\$\{([\w:]+)\}", lambda m: self.refs.get(m[1], m[0]), texto)
            case {"Fn::GetAtt": [cola, "Arn"]} if self.recursos[cola]["Type"] == "AWS::SQS::Queue":
                nombre = self.resolve(self.recursos[cola]["Properties"]["QueueName"])
                return f"arn:aws:sqs:{self.region}:{CUENTA}:{nombre}"
        return {c: self.resolve(v) for c, v in nodo.items()}


@cache
def _template() -> dict[str, Any]:
    datos: dict[str, Any] = yaml.safe_load(PLANTILLA.read_text(encoding="utf-8"))
    return datos


@contextmanager
def fresh_cloud() -> Iterator[None]:
    """moto (single thread), empty but for the template's resources."""
    procesos.forget_copies()
    with mock_aws():
        make_resources(config.PREFIJO, os.environ["AWS_REGION"])
        yield


def make_resources(prefijo: str, region: str) -> None:
    """Make tables, queues, buckets, keys and mail identities in the cloud that the system's own clients reach."""
    plantilla = Plantilla(prefijo, region)
    for tipo, make in HACEDORES.items():
        for nombre, propiedades in sorted(plantilla.of_type(tipo).items(), key=_dead_letters_first):
            plantilla.refs[nombre] = make(propiedades) or nombre


def _dead_letters_first(recurso: tuple[str, dict[str, Any]]) -> bool:
    return "RedrivePolicy" in recurso[1]


def _table(p: dict[str, Any]) -> None:
    mismos = ("TableName", "BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")
    tabla = {c: p[c] for c in mismos if c in p}
    if "StreamSpecification" in p:
        tabla["StreamSpecification"] = {"StreamEnabled": True, **p["StreamSpecification"]}
    aws.client("dynamodb").create_table(**tabla)


def _queue(p: dict[str, Any]) -> None:
    atributos = {
        c: json.dumps(v) if isinstance(v, dict) else str(v) for c, v in p.items() if c != "QueueName"
    }
    if "FifoQueue" in atributos:
        atributos["FifoQueue"] = "true"
    aws.client("sqs").create_queue(QueueName=p["QueueName"], Attributes=atributos)


def _bucket(p: dict[str, Any]) -> None:
    s3 = aws.client("s3")
    lugar = {"LocationConstraint": s3.meta.region_name}
    s3.create_bucket(Bucket=p["BucketName"], CreateBucketConfiguration=lugar)


def _key(p: dict[str, Any]) -> str:
    hecha: str = aws.client("kms").create_key(Description=p["Description"])["KeyMetadata"]["KeyId"]
    return hecha


def _alias(p: dict[str, Any]) -> None:
    aws.client("kms").create_alias(AliasName=p["AliasName"], TargetKeyId=p["TargetKeyId"])


def _identity(p: dict[str, Any]) -> None:
    aws.client("ses").verify_email_identity(EmailAddress=p["EmailIdentity"])


HACEDORES: dict[str, Callable[[dict[str, Any]], str | None]] = {
    "AWS::KMS::Key": _key,
    "AWS::KMS::Alias": _alias,
    "AWS::DynamoDB::Table": _table,
    "AWS::SQS::Queue": _queue,
    "AWS::S3::Bucket": _bucket,
    "AWS::SES::EmailIdentity": _identity,
}
