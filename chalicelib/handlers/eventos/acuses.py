"""Function `acuses`, from SQS acuses: receipts grouped by auxiliar, one mail for many records."""

from typing import Any, NamedTuple

from chalice.app import Blueprint, SQSEvent

from chalicelib.base import config
from chalicelib.base.reloj import ahora
from chalicelib.borde.lotes import by_group
from chalicelib.workflows.captacion.correo_acuses import send_receipts

bp = Blueprint(__name__)


@bp.on_sqs_message(
    queue_arn=config.EN_LA_PLANTILLA, batch_size=20, maximum_batching_window_in_seconds=5, name="acuses"
)
def acuses(evento: SQSEvent) -> dict[str, Any]:
    return by_group(evento, _parse, lambda m: m.auxiliar, _one_mail, config.COLA_ACUSES)


class Recibidos(NamedTuple):
    """Records of one auxiliar whose receipts are due."""

    auxiliar: str
    folios: list[str]


def _parse(cuerpo: dict[str, Any]) -> Recibidos:
    return Recibidos(cuerpo["auxiliar"], [str(f) for f in cuerpo["folios"]])


def _one_mail(recibidos: list[Recibidos]) -> None:
    folios = [f for r in recibidos for f in r.folios]
    send_receipts(recibidos[0].auxiliar, folios, ahora())
