"""Function `reparto`, from the stream of records: each new record is queued for the registry, the receipts and the
Mesa.
"""

from typing import Any

from chalice.app import Blueprint, DynamoDBEvent

from chalicelib.base import config
from chalicelib.borde.flujo import by_batch
from chalicelib.workflows.captacion.reparto import queue_new_records, read_new_record

bp = Blueprint(__name__)


@bp.on_dynamodb_record(stream_arn=config.EN_LA_PLANTILLA, batch_size=100, name="reparto")
def reparto(evento: DynamoDBEvent) -> dict[str, Any]:
    return by_batch(evento, {"INSERT"}, read_new_record, queue_new_records)
