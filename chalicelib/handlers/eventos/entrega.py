"""SQS entregas → here: one step of a conciliation or a delivery at a time (15.2)."""

from typing import Any

from chalice.app import Blueprint, SQSEvent

from chalicelib.base import config
from chalicelib.base.reloj import ahora
from chalicelib.borde.lotes import by_group
from chalicelib.workflows.entrega.cierre import attend_step
from chalicelib.workflows.evidencia.firma import FirmanteKms

bp = Blueprint(__name__)


@bp.on_sqs_message(queue_arn=config.EN_LA_PLANTILLA, batch_size=1, name="entrega")
def entrega(evento: SQSEvent) -> dict[str, Any]:
    return by_group(
        evento,
        lambda c: (str(c["proceso"]), str(c["cual"]), int(c["paso"])),
        None,
        lambda pasos: attend_step(*pasos[0], ahora, FirmanteKms()),
        config.COLA_ENTREGAS,
    )
