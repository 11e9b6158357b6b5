"""Instants and days as the API publishes them. The instant of a capture is in whole seconds of UTC everywhere, as in
the signed manifest (8.10).
"""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from chalicelib.problemas import CuerpoInvalido

Instante = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]
"""Type of a member of an answer that is an instant (RFC 3339, UTC), stored and answered as a text."""
DiaDelCentro = Annotated[str, Meta(extra_json_schema={"format": "date"})]
"""Type of a member of an answer that is a day (AAAA-MM-DD) in the centre's time zone."""


def require_whole_second(momento: datetime, campo: str) -> datetime:
    """The instant, if it is in UTC and without fraction of a second. Raises `CuerpoInvalido` otherwise."""
    if momento.microsecond or momento.utcoffset():
        raise CuerpoInvalido(
            "Escriba la fecha de captura como en registro.json: segundos enteros y UTC, 2026-03-01T18:30:00Z.",
            campo=campo,
        )
    return momento
