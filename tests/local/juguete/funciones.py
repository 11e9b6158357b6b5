"""Consumers as blueprint functions, deployed with their own module as the handler."""

import json
import os

import boto3
from chalice.app import Blueprint

bp = Blueprint(__name__)


@bp.on_sqs_message(queue_arn="arn:aws:sqs:mx-central-1:123456789012:la-da-la-plantilla", name="llegadas")
def llegadas(event):
    """Each object that arrives becomes an item."""
    table = boto3.resource("dynamodb").Table(os.environ["TABLA"])
    for message in event:
        for record in json.loads(message.body).get("Records", []):
            table.put_item(Item={"id": record["s3"]["object"]["key"]})
    return {"batchItemFailures": []}


@bp.on_dynamodb_record(
    stream_arn="arn:aws:dynamodb:mx-central-1:123456789012:table/x/stream/1", name="avisos"
)
def avisos(event):
    """Each new item becomes a mail."""
    for record in event:
        boto3.client("ses").send_email(
            Source="sistema@example.org",
            Destination={"ToAddresses": ["persona@example.org"]},
            Message={
                "Subject": {"Data": f"Llegó {record.new_image['id']['S']}"},
                "Body": {"Text": {"Data": "<b>Texto</b> & más"}},
            },
        )


@bp.schedule("rate(5 minutes)", name="limpieza")
def limpieza(event):
    return {"fuente": event.source}


@bp.schedule("cron(0 6 * * ? *)", name="corte")
def corte(_event):
    return None
