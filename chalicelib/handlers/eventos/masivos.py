"""Function `masivos`, from SQS masivos: mails of announcements, limited to their share of the rate that SES allows.

At most `EMISORES_MASIVOS` senders run at once, and each takes at least `PAUSA` seconds for a mail. So together they
send at most `MASIVOS_POR_SEGUNDO`, however Lambda distributes the batches (decisions/0075).
"""

import time
from typing import Any

from chalice.app import Blueprint, SQSEvent

from chalicelib.base import config
from chalicelib.base.reloj import ahora
from chalicelib.borde.lotes import by_group
from chalicelib.workflows.cartas import CARTAS
from chalicelib.workflows.correos.carta import AvisoCorreo, parse_notice
from chalicelib.workflows.correos.correo import deliver_notice

PAUSA = config.EMISORES_MASIVOS / config.MASIVOS_POR_SEGUNDO
bp = Blueprint(__name__)


@bp.on_sqs_message(queue_arn=config.EN_LA_PLANTILLA, batch_size=10, name="masivos")
def masivos(evento: SQSEvent) -> dict[str, Any]:
    return by_group(evento, parse_notice, None, _paced, config.COLA_MASIVOS)


def _paced(avisos: list[AvisoCorreo]) -> None:
    inicio = time.monotonic()
    try:
        deliver_notice(avisos[0], CARTAS, ahora(), masivo=True)
    finally:  # a failed attempt may also have used up a mail of the SES rate
        time.sleep(max(0.0, PAUSA - (time.monotonic() - inicio)))
