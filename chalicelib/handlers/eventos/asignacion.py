"""Function `asignacion`, from SQS FIFO mesa (one group a process): new records are distributed over the operators."""

from typing import Any, NamedTuple

from chalice.app import Blueprint, SQSEvent

from chalicelib.base import config
from chalicelib.base.reloj import ahora
from chalicelib.borde.lotes import by_group
from chalicelib.workflows.mesa.asignacion import assign_new_records

bp = Blueprint(__name__)


@bp.on_sqs_message(queue_arn=config.EN_LA_PLANTILLA, batch_size=10, name="asignacion")
def asignacion(evento: SQSEvent) -> dict[str, Any]:
    return by_group(evento, _parse, lambda m: m.proceso, _one_process, config.COLA_MESA)


class Nuevo(NamedTuple):
    """A record that reaches the Mesa."""

    proceso: str
    folio: str
    recibido_en: str


def _parse(cuerpo: dict[str, str]) -> Nuevo:
    return Nuevo(cuerpo["proceso"], cuerpo["folio"], cuerpo["recibido_en"])


def _one_process(nuevos: list[Nuevo]) -> None:
    assign_new_records(nuevos[0].proceso, {n.folio: n.recibido_en for n in nuevos}, ahora())
