"""Function `ronda`, every hour: missing steps of recent records are queued again (docs/decisions/0203), and late
requirements are counted.
"""

from chalice.app import Blueprint, CloudWatchEvent, Rate

from chalicelib.base.registro import log
from chalicelib.base.reloj import ahora
from chalicelib.workflows.conteo.ronda import make_round
from chalicelib.workflows.requerimientos.plazos import measure_deadlines

bp = Blueprint(__name__)


@bp.schedule(Rate(1, Rate.HOURS), name="ronda")
def ronda(evento: CloudWatchEvent) -> None:  # noqa: ARG001 - what Chalice hands over
    measure_deadlines(ahora())
    informe = make_round(ahora())
    if informe.faltas.total() or informe.ajenos:
        log.error(
            "registros repuestos", extra={"faltas": dict(informe.faltas), "ajenos": len(informe.ajenos)}
        )
