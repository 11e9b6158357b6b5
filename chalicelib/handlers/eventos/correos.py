"""Function `correos`, from SQS correos: mails, sent as fast as SES allows, each once."""

from typing import Any

from chalice.app import Blueprint, SQSEvent

from chalicelib.base import config
from chalicelib.base.reloj import ahora
from chalicelib.borde.lotes import by_group
from chalicelib.workflows.cartas import CARTAS
from chalicelib.workflows.correos.carta import parse_notice
from chalicelib.workflows.correos.correo import deliver_notice

bp = Blueprint(__name__)


@bp.on_sqs_message(queue_arn=config.EN_LA_PLANTILLA, batch_size=10, name="correos")
def correos(evento: SQSEvent) -> dict[str, Any]:
    return by_group(
        evento,
        parse_notice,
        None,
        lambda avisos: deliver_notice(avisos[0], CARTAS, ahora()),
        config.COLA_CORREOS,
    )
