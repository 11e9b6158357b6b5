"""Function `entrega`, from SQS entregas: one step of a comparison, a delivery or a requirement's package
(15.2, 16.2).
"""

from typing import Any

from chalice.app import Blueprint, SQSEvent

from chalicelib.base import config
from chalicelib.base.reloj import ahora
from chalicelib.borde.lotes import by_group
from chalicelib.workflows.entrega import cierre
from chalicelib.workflows.evidencia.firma import FirmanteKms
from chalicelib.workflows.requerimientos import elaboracion

bp = Blueprint(__name__)
REQUERIMIENTO = "requerimiento#"


@bp.on_sqs_message(queue_arn=config.EN_LA_PLANTILLA, batch_size=1, name="entrega")
def entrega(evento: SQSEvent) -> dict[str, Any]:
    return by_group(
        evento,
        lambda c: (str(c["proceso"]), str(c["cual"]), int(c["paso"])),
        None,
        lambda pasos: _attend(*pasos[0]),
        config.COLA_ENTREGAS,
    )


def _attend(proceso: str, cual: str, paso: int) -> None:
    attend = elaboracion.attend_package if cual.startswith(REQUERIMIENTO) else cierre.attend_step
    attend(proceso, cual, paso, ahora, FirmanteKms())
