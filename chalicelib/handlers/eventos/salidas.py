"""Every five minutes: what changes owe to the queues and nobody lived to hand over (docs/decisions/0095)."""

from chalice.app import Blueprint, CloudWatchEvent, Rate

from chalicelib.base.registro import log
from chalicelib.base.reloj import ahora
from chalicelib.workflows.correos.salidas import send_overdue

bp = Blueprint(__name__)


@bp.schedule(Rate(5, Rate.MINUTES), name="salidas")
def salidas(evento: CloudWatchEvent) -> None:  # noqa: ARG001 - what Chalice hands over
    if n := send_overdue(ahora()):
        log.warning("salidas repuestas", extra={"salidas": n})
