"""Every day at 09:00 of the centre: what the periods to come still lack, the deadlines of the Mesa, and incidents of
hearings whose answer is due (Protocolo 13.2, 13.9, 14.4, 15.1)."""

from chalice.app import Blueprint, CloudWatchEvent, Cron

from chalicelib.base.registro import log
from chalicelib.base.reloj import ahora
from chalicelib.workflows.audiencias.incidencias import tell_overdue_incidents
from chalicelib.workflows.vigilancia import queue_daily_notices

bp = Blueprint(__name__)

# In UTC, six hours ahead of the centre all year since October 2022.
NUEVE_DEL_CENTRO = Cron(0, 15, "*", "*", "?", "*")


@bp.schedule(NUEVE_DEL_CENTRO, name="vigilancia")
def vigilancia(evento: CloudWatchEvent) -> None:  # noqa: ARG001 - what Chalice hands over
    # First: it takes one look, and what fails below is run again as a whole.
    log.info("incidencias vencidas", extra={"incidencias": tell_overdue_incidents(ahora())})
    log.info("avisos del día", extra={"encolados": queue_daily_notices(ahora())})
