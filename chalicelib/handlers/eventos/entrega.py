"""SQS entregas → here: one step of a conciliation or a delivery at a time (15.2)."""

from typing import Any

from chalice.app import Blueprint, SQSEvent

from chalicelib.base import config
from chalicelib.base.reloj import ahora
from chalicelib.borde.lotes import by_group
from chalicelib.store.base.colas import return_in
from chalicelib.workflows.entrega.cierre import attend
from chalicelib.workflows.evidencia.firma import FirmanteKms

bp = Blueprint(__name__)
ESPERA = 60  # seconds; the queue hides a message six times as long as a step may take, too long after a mere failure


@bp.on_sqs_message(queue_arn=config.EN_LA_PLANTILLA, batch_size=1, name="entrega")
def entrega(evento: SQSEvent) -> dict[str, Any]:
    respuesta = by_group(
        evento,
        lambda c: (str(c["proceso"]), str(c["cual"]), int(c["paso"])),
        None,
        lambda pasos: attend(*pasos[0], ahora, FirmanteKms()),
    )
    fallidos = {f["itemIdentifier"] for f in respuesta["batchItemFailures"]}
    for mensaje in evento.to_dict()["Records"]:
        if mensaje["messageId"] in fallidos:
            return_in(config.COLA_ENTREGAS, mensaje["receiptHandle"], ESPERA)
    return respuesta
