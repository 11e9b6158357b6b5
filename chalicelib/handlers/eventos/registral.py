"""SQS registral → here: the registry says who the person is, and the person's supports are judged."""

from typing import Any

from chalice.app import Blueprint, SQSEvent

from chalicelib.base import config
from chalicelib.base.reloj import ahora
from chalicelib.borde.lotes import by_group
from chalicelib.workflows.apoyos.registral import look_up, look_up_again

bp = Blueprint(__name__)


@bp.on_sqs_message(queue_arn=config.EN_LA_PLANTILLA, batch_size=10, name="registral")
def registral(evento: SQSEvent) -> dict[str, Any]:
    return by_group(evento, _consulta, None, _look_up)


def _consulta(cuerpo: dict[str, Any]) -> tuple[str, bool]:
    """A record's folio, and whether the registry is to be asked though it answered before."""
    return cuerpo["folio"], bool(cuerpo.get("de_nuevo"))


def _look_up(consultas: list[tuple[str, bool]]) -> None:
    (folio, de_nuevo), *_ = consultas
    (look_up_again if de_nuevo else look_up)(folio, ahora())
