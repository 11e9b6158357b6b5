"""Every day at 09:00 of the centre: what the periods to come still lack, and the deadlines of the Mesa (13.2, 13.9)."""

from chalice.app import Blueprint, CloudWatchEvent, Cron

from chalicelib.bitacora import log
from chalicelib.reloj import ahora
from chalicelib.workflows.vigilancia import tell_missing

bp = Blueprint(__name__)

# In UTC, six hours ahead of the centre all year since October 2022.
NUEVE_DEL_CENTRO = Cron(0, 15, "*", "*", "?", "*")


@bp.schedule(NUEVE_DEL_CENTRO, name="vigilancia")
def vigilancia(evento: CloudWatchEvent) -> None:  # noqa: ARG001 - what Chalice hands over
    log.info("avisos del día", extra={"encolados": tell_missing(ahora())})
