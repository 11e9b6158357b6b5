"""Instants of a capture have one precision everywhere: whole seconds, UTC, as the signed manifest says them (8.10)."""

from datetime import datetime

from chalicelib.problemas import CuerpoInvalido


def require_whole_second(momento: datetime, campo: str) -> datetime:
    """The instant, aware, if it says no fraction of a second and no other zone. Raises `CuerpoInvalido`."""
    if momento.microsecond or momento.utcoffset():
        raise CuerpoInvalido(
            "Escriba la fecha de captura como en registro.json: segundos enteros y UTC, 2026-03-01T18:30:00Z.",
            campo=campo,
        )
    return momento
