"""Function `vigilancia`, every day at 09:00 of the centre: notices of what coming periods lack, of the Mesa's
deadlines, and of incidents of hearings whose answer is due (Protocolo 13.2, 13.9, 14.4, 15.1).
"""

from chalice.app import Blueprint, CloudWatchEvent, Cron

from chalicelib.base.registro import log
from chalicelib.base.reloj import ahora
from chalicelib.workflows.audiencias.incidencias import tell_overdue_incidents
from chalicelib.workflows.vigilancia import queue_daily_notices

bp = Blueprint(__name__)

# Given in UTC: the centre has been six hours behind it all year since October 2022.
NUEVE_DEL_CENTRO = Cron(0, 15, "*", "*", "?", "*")


@bp.schedule(NUEVE_DEL_CENTRO, name="vigilancia")
def vigilancia(evento: CloudWatchEvent) -> None:  # noqa: ARG001 - what Chalice hands over
    # The incidents come first: they take a single read, and a failure below makes the whole run repeat.
    log.info("incidencias vencidas", extra={"incidencias": tell_overdue_incidents(ahora())})
    log.info("avisos del día", extra={"encolados": queue_daily_notices(ahora())})
