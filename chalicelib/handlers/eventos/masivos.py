"""SQS masivos → here: the mails of announcements, no more a second than they may take of what SES allows.

Each of the `EMISORES_MASIVOS` senders that run at once takes at least `PAUSA` seconds for a mail, so all of them
send at most `MASIVOS_POR_SEGUNDO`, however Lambda spreads the batches (decisions/0075).
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
    finally:  # what failed may have cost SES a mail too
        time.sleep(max(0.0, PAUSA - (time.monotonic() - inicio)))
