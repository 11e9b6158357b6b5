"""Function `reporte`, from SQS reportes: one report at a time."""

from typing import Any

from chalice.app import Blueprint, SQSEvent

from chalicelib.base import config
from chalicelib.base.reloj import ahora
from chalicelib.borde.lotes import by_group
from chalicelib.rules.reportes.pedido import INTENTOS
from chalicelib.store.base.colas import return_message_in
from chalicelib.workflows.reportes.elaboracion import make_report

bp = Blueprint(__name__)
ESPERA = 120  # seconds until a report that failed, or has to continue, is retried
OCULTO = 270
"""Seconds for which a run hides its message each time that it notes its progress. If the run is killed, another one
starts within this time.
"""


@bp.on_sqs_message(queue_arn=config.EN_LA_PLANTILLA, batch_size=1, name="reporte")
def reporte(evento: SQSEvent) -> dict[str, Any]:
    mensajes = evento.to_dict()["Records"]
    veces = max(int(m.get("attributes", {}).get("ApproximateReceiveCount", 1)) for m in mensajes)

    def hide() -> None:
        for mensaje in mensajes:
            return_message_in(config.COLA_REPORTES, mensaje["receiptHandle"], OCULTO)

    hide()
    respuesta = by_group(
        evento,
        lambda c: str(c["reporte"]),
        None,
        lambda r: make_report(r[0], ahora, ultima=veces >= INTENTOS, latido=hide),
    )
    fallidos = {f["itemIdentifier"] for f in respuesta["batchItemFailures"]}
    for mensaje in mensajes:
        if mensaje["messageId"] in fallidos:
            return_message_in(config.COLA_REPORTES, mensaje["receiptHandle"], ESPERA)
    return respuesta
