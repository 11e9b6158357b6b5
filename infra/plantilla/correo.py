"""SES's resources in regions where CloudFormation does not know SES: left out here and made by `consola correo`."""

from typing import Any

from infra.destino import REGIONES_CON_SES


def without_ses(plantilla: dict[str, Any], region: str) -> dict[str, Any]:
    """Template for a region: SES's own resources stay only where CloudFormation has them; those of bounces always."""
    if region not in REGIONES_CON_SES:
        recursos = plantilla["Resources"]
        for nombre in [n for n, r in recursos.items() if r["Type"].startswith("AWS::SES::")]:
            del recursos[nombre]
    return plantilla
