"""Function `sellado`, every hour: it seals the entries of the audit log of the hours that ended (18.5, 18.7;
docs/decisions/0350).
"""

from chalice.app import Blueprint, CloudWatchEvent, Rate

from chalicelib.base.reloj import ahora
from chalicelib.workflows.evidencia.sellado import seal_due_hours

bp = Blueprint(__name__)


@bp.schedule(Rate(1, Rate.HOURS), name="sellado")
def sellado(evento: CloudWatchEvent) -> None:  # noqa: ARG001 - what Chalice hands over
    seal_due_hours(ahora())
