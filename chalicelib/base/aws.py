"""Clients of AWS. The endpoint is configuration: AWS itself, `AWS_ENDPOINT_URL`, or LocalStack."""

import os
from functools import cache
from typing import Any

import boto3
from botocore.config import Config

if os.environ.get("LOCALSTACK_HOST") and not os.environ.get("AWS_ENDPOINT_URL"):
    from localstack_client.config import get_service_endpoint

    # PynamoDB and boto3 both read this variable: one line points everything at LocalStack.
    os.environ["AWS_ENDPOINT_URL"] = get_service_endpoint("s3")

_CONFIG = Config(
    signature_version="v4",
    retries={"mode": "standard", "max_attempts": 5},
    connect_timeout=3,
    read_timeout=15,
    max_pool_connections=20,
)
_S3 = _CONFIG.merge(
    Config(
        signature_version="s3v4",
        # Reception compares the digest with what was announced; the client need not compute it a second time.
        response_checksum_validation="when_required",
        # Virtual-hosted names need DNS that an endpoint on loopback does not have.
        s3={"addressing_style": "path" if os.environ.get("AWS_ENDPOINT_URL") else "virtual"},
    )
)


@cache
def client(servicio: str) -> Any:
    """A boto3 client, one per service and warm container (clients are thread-safe)."""
    return boto3.client(servicio, config=_S3 if servicio == "s3" else _CONFIG)


@cache
def client_once(servicio: str) -> Any:
    """A client without automatic retries, for operations that are not idempotent (creating a KMS key, for one)."""
    return boto3.client(servicio, config=_CONFIG.merge(Config(retries={"total_max_attempts": 1})))


@cache
def queue_url(nombre: str) -> str:
    """URL of a queue by its name."""
    url: str = client("sqs").get_queue_url(QueueName=nombre)["QueueUrl"]
    return url
