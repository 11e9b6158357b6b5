"""SQS events as Lambda hands them over, and messages that wait in a queue."""

import json
from typing import Any

from chalicelib.base import aws


def batch(*cuerpos: Any) -> dict[str, Any]:
    """An event of messages m0, m1, … with these bodies; a text is sent as it is."""
    return {
        "Records": [
            {
                "messageId": f"m{n}",
                "receiptHandle": "r",
                "body": cuerpo if isinstance(cuerpo, str) else json.dumps(cuerpo),
            }
            for n, cuerpo in enumerate(cuerpos)
        ]
    }


def failed(respuesta: dict[str, Any]) -> list[str]:
    """Ids of messages that will come again, by a handler's answer."""
    return [f["itemIdentifier"] for f in respuesta["batchItemFailures"]]


def taken(cola: str) -> list[dict[str, Any]]:
    """Messages that wait in a queue, with their group; they are removed from it."""
    sqs, url, tomados = aws.client("sqs"), aws.queue_url(cola), []
    while mensajes := sqs.receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, MessageSystemAttributeNames=["All"]
    ).get("Messages"):
        for m in mensajes:
            grupo = m["Attributes"].get("MessageGroupId")
            tomados.append({**json.loads(m["Body"]), **({"grupo": grupo} if grupo else {})})
            sqs.delete_message(QueueUrl=url, ReceiptHandle=m["ReceiptHandle"])
    return tomados


def left(cola: str) -> int:
    """Number of messages in a queue, also those that were received and not deleted."""
    cuales = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    atributos = aws.client("sqs").get_queue_attributes(QueueUrl=aws.queue_url(cola), AttributeNames=cuales)
    return sum(int(n) for n in atributos["Attributes"].values())
