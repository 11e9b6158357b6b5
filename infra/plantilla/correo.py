"""The mail where CloudFormation does not know SES: its resources are left out, and the console makes them."""

from typing import Any

from infra.destino import REGIONES_CON_SES


def without_ses(plantilla: dict[str, Any], region: str) -> dict[str, Any]:
    """The template for a region: topic and queue of bounces stay, SES's own resources only where they are known."""
    if region not in REGIONES_CON_SES:
        recursos = plantilla["Resources"]
        for nombre in [n for n, r in recursos.items() if r["Type"].startswith("AWS::SES::")]:
            del recursos[nombre]
    return plantilla
