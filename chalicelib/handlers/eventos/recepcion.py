"""S3 intake → SQS → here: every uploaded object becomes a record or a refusal."""

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
    """Not a notice of S3: for the dead letters, where somebody sees it."""


class AvisoObjeto(NamedTuple):
    """S3 took an object; `momento` is the time of reception."""

    llave: LlaveDeObjeto
    momento: datetime


def _notices(cuerpo: dict[str, Any]) -> list[AvisoObjeto]:
    """A message is S3's notice of one or more objects, or the test notice that it sends once."""
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
