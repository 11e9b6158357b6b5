"""The address that a request came from, for limits by address."""

from collections.abc import Mapping
from typing import Any

DIRECCION = "x-captacion-direccion"
"""Header in which CloudFront writes the client's address (`infra/plantilla/paginas.py`)."""
MARCA = "x-amzn-waf-captacion-orilla"
"""Header in which the API's firewall writes `si` or `no`: whether the request came through CloudFront. A client's value
is overwritten.
"""


def address_of(contexto: Mapping[str, Any], cabeceras: Mapping[str, str]) -> str:
    """Address of the client: CloudFront's header if the firewall confirms it, else the gateway's address, else ''."""
    if cabeceras.get(MARCA) == "si" and (dicha := cabeceras.get(DIRECCION)):
        return dicha
    return str(contexto.get("identity", {}).get("sourceIp", ""))
