"""Instants and days as the API publishes them. Instants of a capture have one precision everywhere: whole seconds, UTC,
as the signed manifest says them (8.10).
"""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from chalicelib.problemas import CuerpoInvalido

Instante = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]
"""Type of a member of an answer that is an instant (RFC 3339, UTC), kept and answered as a text."""
DiaDelCentro = Annotated[str, Meta(extra_json_schema={"format": "date"})]
"""Type of a member of an answer that is a day (AAAA-MM-DD), of the centre."""


def require_whole_second(momento: datetime, campo: str) -> datetime:
    """The instant, aware, if it says no fraction of a second and no other zone. Raises `CuerpoInvalido`."""
    if momento.microsecond or momento.utcoffset():
        raise CuerpoInvalido(
            "Escriba la fecha de captura como en registro.json: segundos enteros y UTC, 2026-03-01T18:30:00Z.",
            campo=campo,
        )
    return momento
