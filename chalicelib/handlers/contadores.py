"""Stream of records → here: totals from the state that each event carries."""

from typing import Any

from chalice.app import Blueprint, DynamoDBEvent

from chalicelib.rules.contadores import Contable
from chalicelib.workflows.contadores import count

bp = Blueprint(__name__)


@bp.on_dynamodb_record(
    stream_arn="en-la-plantilla", batch_size=200, maximum_batching_window_in_seconds=2, name="contadores"
)
def contadores(evento: DynamoDBEvent) -> dict[str, Any]:
    count([_state(r.new_image) for r in evento if r.event_name != "REMOVE"])
    return {"batchItemFailures": []}


def _state(imagen: dict[str, Any]) -> Contable:
    return Contable(
        folio=imagen["folio"]["S"],
        version=int(imagen["version"]["N"]),
        aspirante=imagen["aspirante"]["S"],
        auxiliar=imagen["auxiliar"]["S"],
        dia=imagen["dia"]["S"],
        clase=imagen["clase"]["S"],
        revisado=imagen["revisado"]["BOOL"],
    )
