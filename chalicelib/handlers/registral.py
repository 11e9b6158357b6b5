"""SQS registral → here: the registry says who the person is, and the person's supports are judged."""

from datetime import UTC, datetime
from typing import Any

from chalice.app import Blueprint, SQSEvent

from chalicelib import config
from chalicelib.lotes import by_group
from chalicelib.workflows.registral import look_up

bp = Blueprint(__name__)


@bp.on_sqs_message(queue=config.COLA_REGISTRAL, batch_size=10, name="registral")
def registral(evento: SQSEvent) -> dict[str, Any]:
    return by_group(evento, None, lambda mensajes: look_up(mensajes[0]["folio"], datetime.now(UTC)))
