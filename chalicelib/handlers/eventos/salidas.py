"""Function `salidas`, every five minutes: it sends the outbox, and notes acts that were announced and never noted
(decisions/0095, 0388).
"""

from chalice.app import Blueprint, CloudWatchEvent, Rate

from chalicelib.base.registro import log
from chalicelib.base.reloj import ahora
from chalicelib.workflows.correos.salidas import has_unfinished_acts, send_overdue

bp = Blueprint(__name__)


@bp.schedule(Rate(5, Rate.MINUTES), name="salidas")
def salidas(evento: CloudWatchEvent) -> None:  # noqa: ARG001 - what Chalice hands over
    try:
        if n := send_overdue(ahora()):
            log.warning("salidas repuestas", extra={"salidas": n})
    finally:
        if has_unfinished_acts(ahora()):
            # It loads the vault, which no other run needs.
            from chalicelib.workflows.privacidad.actos import note_unfinished

            note_unfinished(ahora())
