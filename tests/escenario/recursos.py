"""The resources of infra/recursos.yaml, made by plain calls: moto's own CloudFormation would need far more installed.

Only types that the workflows use are made; the template stays their only description.
"""

import json
import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from moto.backends import get_backend

from chalicelib.base import aws, config
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.workflows.base.secretos import ensure_system_secret

PLANTILLA = Path(__file__).parents[2] / "infra" / "recursos.yaml"
CUENTA = "123456789012"


class Plantilla:
    """The template with its parameters filled in."""

    def __init__(self, prefijo: str, region: str) -> None:
        datos = _template()
        self.region = region
        self.recursos: dict[str, dict[str, Any]] = datos["Resources"]
        self.refs = {n: str(p["Default"]) for n, p in datos["Parameters"].items()} | {"Prefijo": prefijo}

    def of_type(self, tipo: str) -> list[dict[str, Any]]:
        """Properties of each resource of that type."""
        return [self.resolve(r["Properties"]) for r in self.recursos.values() if r.get("Type") == tipo]

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


def empty_cloud() -> None:
    """Empty tables and mailbox in moto's memory: making them anew would take half of the tests' time."""
    forget_copies()
    region = os.environ["AWS_REGION"]
    tablas = get_backend("dynamodb")[CUENTA][region].tables
    if not tablas:
        make_resources(config.PREFIJO, region)
    auditoria.forget_chain_ends()
    for corte in [n for n in tablas if n.startswith(config.tabla("padron-"))]:
        del tablas[corte]
    for tabla in tablas.values():
        tabla.items.clear()
        if tabla.stream_shard:
            tabla.stream_shard.items.clear()
    get_backend("ses")[CUENTA][region].reset()
    make_resources(config.PREFIJO, region, "AWS::SES::EmailIdentity")
    ensure_system_secret()


def empty_tables(*modelos: Any) -> None:
    """Empty these tables alone."""
    tablas = get_backend("dynamodb")[CUENTA][os.environ["AWS_REGION"]].tables
    for modelo in modelos:
        tablas[modelo.Meta.table_name].items.clear()


def empty_queues() -> None:
    """Empty all queues, and make those again that a test deleted. Only tests that use queues call it."""
    backend = get_backend("sqs")[CUENTA][os.environ["AWS_REGION"]]
    colas = _queues()
    for cola in colas.values():
        cola._messages.clear()
        cola._pending_messages.clear()
        cola.deleted_messages.clear()
    backend.queues = dict(colas)


@cache
def _queues() -> dict[str, Any]:
    """moto's queues, made once: names, attributes and dead-letter queues do not change from test to test."""
    region = os.environ["AWS_REGION"]
    backend = get_backend("sqs")[CUENTA][region]
    backend.reset()
    make_resources(config.PREFIJO, region, "AWS::SQS::Queue")
    return dict(backend.queues)


def make_resources(prefijo: str, region: str, *tipos: str) -> None:
    """Make tables, queues, buckets, keys (by their aliases) and mail identities through the system's own clients.

    Makes all resources, or only those of the given types.
    """
    plantilla = Plantilla(prefijo, region)
    for tipo in tipos or HACEDORES:
        for propiedades in sorted(plantilla.of_type(tipo), key=_dead_letters_first):
            HACEDORES[tipo](propiedades)


def _dead_letters_first(propiedades: dict[str, Any]) -> bool:
    return "RedrivePolicy" in propiedades


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


def _alias(p: dict[str, Any]) -> None:
    key_named(p["AliasName"])


def key_named(alias: str) -> str:
    """ARN of the symmetric key with that alias, made if there is none."""
    kms = aws.client("kms")
    try:
        hallada: str = kms.describe_key(KeyId=alias)["KeyMetadata"]["Arn"]
    except kms.exceptions.NotFoundException:
        hallada = kms.create_key(Description=alias)["KeyMetadata"]["Arn"]
        kms.create_alias(AliasName=alias, TargetKeyId=hallada)
    return hallada


def _identity(p: dict[str, Any]) -> None:
    aws.client("ses").verify_email_identity(EmailAddress=p["EmailIdentity"])


HACEDORES: dict[str, Callable[[dict[str, Any]], None]] = {
    "AWS::KMS::Alias": _alias,
    "AWS::DynamoDB::Table": _table,
    "AWS::SQS::Queue": _queue,
    "AWS::S3::Bucket": _bucket,
    "AWS::SES::EmailIdentity": _identity,
}
