"""Figures on which alarms stand: written to the function's log as CloudWatch reads them, without any call."""

from chalicelib.base import config

ESPACIO = "Captacion"


def record_metric(nombre: str, n: int) -> None:
    """Record a metric of the whole system; it carries no person, process or account."""
    from aws_lambda_powertools.metrics import (  # as the logger: most runs record none
        MetricUnit,
        single_metric,
    )

    with single_metric(name=nombre, unit=MetricUnit.Count, value=n, namespace=ESPACIO) as metrica:
        metrica.add_dimension(name="Sistema", value=config.PREFIJO)
