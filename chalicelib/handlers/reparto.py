"""Stream of records → here: each new record is queued for the registry, the receipts and the Mesa."""

from typing import Any

from chalice.app import Blueprint, DynamoDBEvent

from chalicelib.workflows.reparto import hand_out

bp = Blueprint(__name__)
_CAMPOS = ("folio", "proceso", "auxiliar", "recibido_en")


@bp.on_dynamodb_record(stream_arn="en-la-plantilla", batch_size=100, name="reparto")
def reparto(evento: DynamoDBEvent) -> dict[str, Any]:
    nuevos = [{c: r.new_image[c]["S"] for c in _CAMPOS} for r in evento if r.event_name == "INSERT"]
    hand_out(nuevos)
    return {"batchItemFailures": []}
