"""Function `disposicion`, from SQS disposicion: the work of a disposal, up to eight minutes a run (16.1)."""

from typing import Any

from chalice.app import Blueprint, SQSEvent

from chalicelib.base import config
from chalicelib.base.reloj import ahora
from chalicelib.borde.lotes import by_group
from chalicelib.workflows.conservacion.trabajo import Medidas, attend_disposal

bp = Blueprint(__name__)


@bp.on_sqs_message(queue_arn=config.EN_LA_PLANTILLA, batch_size=1, name="disposicion")
def disposicion(evento: SQSEvent) -> dict[str, Any]:
    return by_group(
        evento,
        lambda c: (str(c["proceso"]), str(c["cual"])),
        None,
        lambda cuales: attend_disposal(*cuales[0], ahora, Medidas(espera=config.DIAS_ESPERA_LLAVES)),
        config.COLA_DISPOSICION,
    )
