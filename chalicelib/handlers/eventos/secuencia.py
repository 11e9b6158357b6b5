"""Function `secuencia`, from SQS evidencia: receptions and documents are put into the public log (9.14, 10.20, 12.3,
15.2 F).
"""

from typing import Any

from chalice.app import Blueprint, SQSEvent

from chalicelib.base import config
from chalicelib.borde.lotes import by_group
from chalicelib.store.evidencia.hojas import Hoja
from chalicelib.workflows.evidencia.acuse import leaves_of
from chalicelib.workflows.evidencia.firma import Firmante, FirmanteKms
from chalicelib.workflows.evidencia.secuencia import sequence_leaves

bp = Blueprint(__name__)
Pedido = tuple[list[str], Hoja | None]


@bp.on_sqs_message(
    queue_arn=config.EN_LA_PLANTILLA, batch_size=20, name="secuencia", maximum_batching_window_in_seconds=5
)
def secuencia(evento: SQSEvent) -> dict[str, Any]:
    return by_group(
        evento, read, lambda _: "todo", lambda pedidos: put(pedidos, FirmanteKms()), config.COLA_EVIDENCIA
    )


def read(cuerpo: dict[str, Any]) -> Pedido:
    """Content of a message: folios of records, or the leaf of a document."""
    if "folios" in cuerpo:
        return [str(f) for f in cuerpo["folios"]], None
    return [], Hoja(str(cuerpo["de"]), str(cuerpo["entrada"]))


def put(pedidos: list[Pedido], firmante: Firmante) -> None:
    """Put all messages of a batch into the log together, with one signature."""
    folios = [f for de, _ in pedidos for f in de]
    documentos = [h for _, h in pedidos if h is not None]
    sequence_leaves([*leaves_of(folios), *documentos], firmante)
