"""SQS reportes → here: one report at a time."""

from typing import Any

from chalice.app import Blueprint, SQSEvent

from chalicelib.base import config
from chalicelib.base.reloj import ahora
from chalicelib.borde.lotes import by_group
from chalicelib.rules.reportes.pedido import INTENTOS
from chalicelib.store.base.colas import return_in
from chalicelib.workflows.reportes.elaboracion import make_report

bp = Blueprint(__name__)
ESPERA = 120  # seconds; the queue hides a message six times as long as a run may take, too long after a mere failure


@bp.on_sqs_message(queue_arn=config.EN_LA_PLANTILLA, batch_size=1, name="reporte")
def reporte(evento: SQSEvent) -> dict[str, Any]:
    mensajes = evento.to_dict()["Records"]
    veces = max(int(m.get("attributes", {}).get("ApproximateReceiveCount", 1)) for m in mensajes)
    respuesta = by_group(
        evento,
        lambda c: str(c["reporte"]),
        None,
        lambda r: make_report(r[0], ahora, ultima=veces >= INTENTOS),
    )
    fallidos = {f["itemIdentifier"] for f in respuesta["batchItemFailures"]}
    for mensaje in mensajes:
        if mensaje["messageId"] in fallidos:
            return_in(config.COLA_REPORTES, mensaje["receiptHandle"], ESPERA)
    return respuesta
