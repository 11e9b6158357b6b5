"""Whose address counts: the gateway's, or CloudFront's word where the firewall vouches for it."""

import pytest
from chalice.app import CaseInsensitiveMapping

from chalicelib.borde.direccion import address_of

GATEWAY = {"identity": {"sourceIp": "192.0.2.1"}}


@pytest.mark.parametrize(
    ("cabeceras", "direccion"),
    [
        ({}, "192.0.2.1"),
        ({"X-Captacion-Direccion": "203.0.113.9"}, "192.0.2.1"),
        ({"X-Captacion-Direccion": "203.0.113.9", "X-Amzn-Waf-Captacion-Orilla": "no"}, "192.0.2.1"),
        ({"X-Captacion-Direccion": "203.0.113.9", "X-Amzn-Waf-Captacion-Orilla": "si"}, "203.0.113.9"),
        ({"X-Captacion-Direccion": "", "X-Amzn-Waf-Captacion-Orilla": "si"}, "192.0.2.1"),
    ],
)
def test_an_address_is_believed_only_when_the_firewall_vouches_for_it(
    cabeceras: dict[str, str], direccion: str
) -> None:
    assert address_of(GATEWAY, CaseInsensitiveMapping(cabeceras)) == direccion


def test_without_an_address_there_is_none() -> None:
    assert address_of({}, {}) == ""
