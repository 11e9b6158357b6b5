"""Signals: what looks unusual in how records were taken, told and never decided on."""

from datetime import datetime

from chalicelib.rules.periodo import CENTRO

NOCHE = (23, 6)
"""Hours of the centre between which it is night: from the first until before the second."""

LARGO_CELDA = 10
"""Characters that stand for a cell: 50 bits, enough to tell the cells of one aspirante apart."""


def cell_of(latitud: float, longitud: float, capturado: datetime) -> str:
    """Place (some 110 m) and hour of the centre in which a record was captured (aware), as one text."""
    return f"{latitud:.3f},{longitud:.3f},{capturado.astimezone(CENTRO):%Y-%m-%dT%H}"


def at_night(momento: datetime) -> bool:
    """Whether that instant (aware) is at night in the centre."""
    hora = momento.astimezone(CENTRO).hour
    return hora >= NOCHE[0] or hora < NOCHE[1]
