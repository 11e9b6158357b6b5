"""SQS registral → here: the registry says who the person is, and the person's supports are judged."""

from typing import Any

from chalice.app import Blueprint, SQSEvent

from chalicelib import config
from chalicelib.lotes import by_group
from chalicelib.reloj import ahora
from chalicelib.workflows.registral import look_up

bp = Blueprint(__name__)


@bp.on_sqs_message(queue_arn=config.EN_LA_PLANTILLA, batch_size=10, name="registral")
def registral(evento: SQSEvent) -> dict[str, Any]:
    return by_group(evento, _folio, None, lambda folios: look_up(folios[0], ahora()))


def _folio(cuerpo: dict[str, str]) -> str:
    return cuerpo["folio"]
