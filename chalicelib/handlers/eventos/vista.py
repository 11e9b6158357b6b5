"""Function `vista`, from SQS vista: it measures a record's images, after and apart from reception."""

from typing import Any

from chalice.app import Blueprint, SQSEvent

from chalicelib.base import config
from chalicelib.base.reloj import ahora
from chalicelib.borde.lotes import by_group
from chalicelib.workflows.mesa.vista import measure_record

bp = Blueprint(__name__)


@bp.on_sqs_message(queue_arn=config.EN_LA_PLANTILLA, batch_size=5, name="vista")
def vista(evento: SQSEvent) -> dict[str, Any]:
    return by_group(
        evento, _folio, None, lambda folios: measure_record(folios[0], ahora()), config.COLA_VISTA
    )


def _folio(cuerpo: dict[str, str]) -> str:
    return cuerpo["folio"]
