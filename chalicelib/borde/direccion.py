"""The address that a request came from: what limits by address count."""

from collections.abc import Mapping
from typing import Any

DIRECCION = "x-captacion-direccion"
"""Header in which CloudFront writes the address of whoever asked (`infra/plantilla/paginas.py`)."""
MARCA = "x-amzn-waf-captacion-orilla"
"""Header in which the API's firewall writes `si` or `no`, over whatever it held: whether CloudFront passed it on."""


def address_of(contexto: Mapping[str, Any], cabeceras: Mapping[str, str]) -> str:
    """Address of whoever asked: CloudFront's word where the firewall vouches for it, else the gateway's. '' if none."""
    if cabeceras.get(MARCA) == "si" and (dicha := cabeceras.get(DIRECCION)):
        return dicha
    return str(contexto.get("identity", {}).get("sourceIp", ""))
