"""Function `contadores`, from the stream of records: totals from the state that each event carries."""

from typing import Any

from chalice.app import Blueprint, DynamoDBEvent

from chalicelib.base import config
from chalicelib.borde.flujo import by_batch
from chalicelib.workflows.conteo.totales import count_states, read_countable_state

bp = Blueprint(__name__)


@bp.on_dynamodb_record(
    stream_arn=config.EN_LA_PLANTILLA, batch_size=200, maximum_batching_window_in_seconds=2, name="contadores"
)
def contadores(evento: DynamoDBEvent) -> dict[str, Any]:
    return by_batch(evento, {"INSERT", "MODIFY"}, read_countable_state, count_states)
