"""Function `carga`, from S3 cargas by SQS: one uploaded file of auxiliares at a time."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_plus

from chalice.app import Blueprint, SQSEvent

from chalicelib.base import config
from chalicelib.base.registro import log
from chalicelib.base.reloj import ahora
from chalicelib.borde.lotes import by_group
from chalicelib.store.auxiliares.deposito_cargas import SUBIDAS, Subida
from chalicelib.store.base.colas import return_message_in
from chalicelib.workflows.auxiliares.carga import process_carga

bp = Blueprint(__name__)
ESPERA = 300  # seconds until a load that failed, or waits for another one, is retried
OCULTO = 270
"""Seconds for which a run hides its message each time that it notes its progress. If the run is killed, another one
starts within this time.
"""


class MensajeAjeno(ValueError):
    """The message is no notice of S3: it goes to the dead-letter queue."""


@bp.on_sqs_message(queue_arn=config.EN_LA_PLANTILLA, batch_size=1, name="carga")
def carga(evento: SQSEvent) -> dict[str, Any]:
    recibos = [m["receiptHandle"] for m in evento.to_dict()["Records"]]

    def hide() -> None:
        for recibo in recibos:
            return_message_in(config.COLA_CARGAS, recibo, OCULTO)

    hide()
    respuesta = by_group(evento, _uploads, None, lambda avisos: _attend(avisos[0], hide))
    fallidos = {f["itemIdentifier"] for f in respuesta["batchItemFailures"]}
    for mensaje in evento.to_dict()["Records"]:
        if mensaje["messageId"] in fallidos:
            return_message_in(config.COLA_CARGAS, mensaje["receiptHandle"], ESPERA)
    return respuesta


def _uploads(cuerpo: dict[str, Any]) -> list[Subida]:
    """Uploads in a message: one or more from a notice of S3, none from the test notice that S3 sends once."""
    if cuerpo.get("Event") == "s3:TestEvent":
        return []
    if not cuerpo.get("Records"):
        raise MensajeAjeno("no es un aviso de S3")
    llaves = [unquote_plus(r["s3"]["object"]["key"]) for r in cuerpo["Records"]]
    return [Subida.parse(llave) for llave in llaves if llave.startswith(SUBIDAS)]


def _attend(subidas: list[Subida], latido: Callable[[], None]) -> None:
    for subida in subidas:
        final = process_carga(subida, ahora, latido=latido)
        log.info("carga atendida", extra={"carga": subida.carga, "final": final.value})
