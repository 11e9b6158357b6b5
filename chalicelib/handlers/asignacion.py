"""SQS FIFO mesa (a group per process) → here: new records are balanced over the operators."""

from datetime import UTC, datetime
from typing import Any

from chalice.app import Blueprint, SQSEvent

from chalicelib import config
from chalicelib.lotes import by_group
from chalicelib.workflows.asignacion import assign

bp = Blueprint(__name__)


@bp.on_sqs_message(queue=config.COLA_MESA, batch_size=10, name="asignacion")
def asignacion(evento: SQSEvent) -> dict[str, Any]:
    return by_group(evento, lambda m: str(m["proceso"]), _one_process)


def _one_process(mensajes: list[dict[str, Any]]) -> None:
    nuevos = {m["folio"]: m["recibido_en"] for m in mensajes}
    assign(mensajes[0]["proceso"], nuevos, datetime.now(UTC))
