"""Sending to the queues: whole, or an error that makes the caller's own event come again."""

import json
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.base import aws, config
from chalicelib.base.registro import describe_error, log

POR_SOLICITUD = 10  # the most SQS takes in one SendMessageBatch


class NoEncolado(RuntimeError):
    """The queue did not take every message."""


@dataclass(frozen=True)
class Mensaje:
    """`grupo` and `unico` only for FIFO queues: order is kept and repetitions dropped within a group."""

    cuerpo: dict[str, Any]
    grupo: str | None = None
    unico: str | None = None


def send_messages(cola: str, mensajes: list[Mensaje]) -> None:
    """Send all messages; raise `NoEncolado` when one was not taken (those taken will arrive twice)."""
    for i in range(0, len(mensajes), POR_SOLICITUD):
        entradas = [_entry(n, m) for n, m in enumerate(mensajes[i : i + POR_SOLICITUD])]
        respuesta = aws.client("sqs").send_message_batch(QueueUrl=aws.queue_url(cola), Entries=entradas)
        if respuesta.get("Failed"):
            raise NoEncolado(f"{cola}: {len(respuesta['Failed'])} de {len(entradas)}")


def _entry(n: int, mensaje: Mensaje) -> dict[str, str]:
    entrada = {"Id": str(n), "MessageBody": json.dumps(mensaje.cuerpo)}
    if mensaje.grupo is not None:
        entrada["MessageGroupId"] = mensaje.grupo
    if mensaje.unico is not None:
        entrada["MessageDeduplicationId"] = mensaje.unico
    return entrada


def return_message_in(cola: str, recibo: str, segundos: int) -> None:
    """Set the visibility timeout of a failed message; if this call fails, the queue's own timeout applies."""
    try:
        aws.client("sqs").change_message_visibility(
            QueueUrl=aws.queue_url(cola), ReceiptHandle=recibo, VisibilityTimeout=segundos
        )
    except (ClientError, BotoCoreError) as error:
        log.warning("plazo no cambiado", extra=describe_error(error))


def dead_letters_of(cola: str) -> str:
    """Name of a queue's dead-letter queue."""
    nombre, punto, fifo = cola.partition(".fifo")
    return f"{nombre}-fallidos{punto}{fifo}"


def set_message_aside(cola: str, registro: dict[str, Any]) -> bool:
    """Move a received message to its dead-letter queue; False when SQS did not accept it."""
    atributos = registro.get("attributes", {})
    de_orden = {c: atributos[c] for c in ("MessageGroupId", "MessageDeduplicationId") if c in atributos}
    try:
        aws.client("sqs").send_message(
            QueueUrl=aws.queue_url(dead_letters_of(cola)), MessageBody=registro["body"], **de_orden
        )
    except (ClientError, BotoCoreError) as error:
        log.warning("mensaje no apartado", extra=describe_error(error))
        return False
    return True


def set_stream_record_aside(llaves: dict[str, Any]) -> None:
    """Put the keys of a stream record (DynamoDB JSON) into the streams' dead-letter queue. Raises what SQS raises."""
    aws.client("sqs").send_message(
        QueueUrl=aws.queue_url(config.FALLIDOS_FLUJO), MessageBody=json.dumps({"llaves": llaves})
    )
