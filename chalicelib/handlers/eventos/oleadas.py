"""Function `oleadas`, from SQS oleadas: announcements are distributed page by page."""

from typing import Any, NamedTuple

from chalice.app import Blueprint, SQSEvent

from chalicelib.base import config
from chalicelib.base.reloj import ahora
from chalicelib.borde.lotes import by_group
from chalicelib.workflows.correos.oleadas import hand_out_next_page

bp = Blueprint(__name__)


class TramoPendiente(NamedTuple):
    """A stretch of an announcement to be continued."""

    anuncio: str
    tramo: str


@bp.on_sqs_message(queue_arn=config.EN_LA_PLANTILLA, batch_size=5, name="oleadas")
def oleadas(evento: SQSEvent) -> dict[str, Any]:
    # Two messages about one stretch in a batch count as one.
    return by_group(
        evento, _parse, "#".join, lambda turnos: hand_out_next_page(*turnos[0], ahora()), config.COLA_OLEADAS
    )


def _parse(cuerpo: dict[str, Any]) -> TramoPendiente:
    return TramoPendiente(str(cuerpo["anuncio"]), str(cuerpo["tramo"]))
