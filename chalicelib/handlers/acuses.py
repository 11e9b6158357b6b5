"""SQS acuses → here: receipts grouped by auxiliar, one mail for many records."""

from datetime import UTC, datetime
from typing import Any

from chalice.app import Blueprint, SQSEvent

from chalicelib import config
from chalicelib.lotes import by_group
from chalicelib.workflows.acuses import send_receipts

bp = Blueprint(__name__)


@bp.on_sqs_message(
    queue=config.COLA_ACUSES, batch_size=100, maximum_batching_window_in_seconds=5, name="acuses"
)
def acuses(evento: SQSEvent) -> dict[str, Any]:
    return by_group(evento, lambda m: str(m["auxiliar"]), _one_mail)


def _one_mail(mensajes: list[dict[str, Any]]) -> None:
    folios = [f for m in mensajes for f in m["folios"]]
    send_receipts(mensajes[0]["auxiliar"], folios, datetime.now(UTC))
