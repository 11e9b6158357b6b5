"""Refusals of reception (8, 9)."""

from chalicelib.problemas import Conflicto


class RecepcionCerrada(Conflicto):
    """Outside the time in which records are accepted (9.16, 12.5)."""

    codigo = "recepcion_cerrada"
    titulo = "Recepción cerrada"
