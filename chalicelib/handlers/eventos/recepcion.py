"""Function `recepcion`, from S3 intake by SQS: every uploaded object becomes a record or a refusal."""

from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import unquote_plus

from chalice.app import Blueprint, SQSEvent

from chalicelib.base import config
from chalicelib.base.registro import log
from chalicelib.base.reloj import ahora
from chalicelib.borde.lotes import by_group
from chalicelib.store.base.objetos import LlaveDeObjeto
from chalicelib.workflows.captacion.recepcion import receive_object

bp = Blueprint(__name__)


@bp.on_sqs_message(queue_arn=config.EN_LA_PLANTILLA, batch_size=5, name="recepcion")
def recepcion(evento: SQSEvent) -> dict[str, Any]:
    return by_group(evento, _notices, None, lambda avisos: _receive(avisos[0]), config.COLA_RECEPCION)


class ObjetoAjeno(ValueError):
    """The message is no notice of S3: it goes to the dead-letter queue."""


class AvisoObjeto(NamedTuple):
    """Notice that S3 took an object. `momento`: the time of reception."""

    llave: LlaveDeObjeto
    momento: datetime


def _notices(cuerpo: dict[str, Any]) -> list[AvisoObjeto]:
    """Objects in a message: one or more from a notice of S3, none from the test notice that S3 sends once."""
    if cuerpo.get("Event") == "s3:TestEvent":
        return []
    if not cuerpo.get("Records"):
        raise ObjetoAjeno("no es un aviso de S3")
    return [
        AvisoObjeto(
            LlaveDeObjeto.parse(unquote_plus(r["s3"]["object"]["key"])),
            datetime.fromisoformat(r["eventTime"]),
        )
        for r in cuerpo["Records"]
    ]


def _receive(avisos: list[AvisoObjeto]) -> None:
    for aviso in avisos:
        final = receive_object(aviso.llave, aviso.momento, ahora())
        log.info("objeto atendido", extra={"folio": str(aviso.llave.folio), "final": final.value})
