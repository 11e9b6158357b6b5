"""Function `rebotes`, from SQS rebotes: SES's notices of bounces and complaints, noted for the address (9.15)."""

from typing import Any

from chalice.app import Blueprint, SQSEvent

from chalicelib.base import config
from chalicelib.borde.lotes import by_group
from chalicelib.workflows.correos.rebotes import note_feedback, parse_feedback

SALUDO = "Successfully validated SNS topic for Amazon SES event publishing."
"""Beginning of the plain text that SES publishes once, when its destination is created."""
bp = Blueprint(__name__)


@bp.on_sqs_message(queue_arn=config.EN_LA_PLANTILLA, batch_size=10, name="rebotes")
def rebotes(evento: SQSEvent) -> dict[str, Any]:
    registros = [r for r in evento.to_dict()["Records"] if r["body"].strip() != SALUDO]
    propios = SQSEvent({"Records": registros}, evento.context)
    return by_group(
        propios, parse_feedback, None, lambda avisos: note_feedback(avisos[0]), config.COLA_REBOTES
    )
