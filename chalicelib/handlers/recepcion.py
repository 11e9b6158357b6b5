"""S3 intake → SQS → here: every uploaded object becomes a record or a refusal."""

from datetime import datetime
from typing import Any
from urllib.parse import unquote_plus

from chalice.app import Blueprint, SQSEvent

from chalicelib import config
from chalicelib.bitacora import log
from chalicelib.lotes import by_group
from chalicelib.store.objetos import Llave
from chalicelib.workflows.recepcion import receive

bp = Blueprint(__name__)


@bp.on_sqs_message(queue=config.COLA_RECEPCION, batch_size=5, name="recepcion")
def recepcion(evento: SQSEvent) -> dict[str, Any]:
    return by_group(evento, None, _objects)


class MensajeAjeno(ValueError):
    """Not a notice of S3: for the dead letters, where somebody sees it."""


def _objects(mensajes: list[dict[str, Any]]) -> None:
    """A message is S3's notice of one or more objects, or the test notice that it sends once."""
    if mensajes[0].get("Event") == "s3:TestEvent":
        return
    if not mensajes[0].get("Records"):
        raise MensajeAjeno("no es un aviso de S3")
    for aviso in mensajes[0]["Records"]:
        llave = Llave.parse(unquote_plus(aviso["s3"]["object"]["key"]))
        final = receive(llave, datetime.fromisoformat(aviso["eventTime"]))
        log.info("objeto atendido", extra={"folio": str(llave.folio), "final": final.value})
