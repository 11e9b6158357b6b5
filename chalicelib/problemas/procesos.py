"""Refusals of processes and of what prepares them (13.2, 15.1)."""

from chalicelib.problemas import Problema


class LlaveRechazada(Problema):
    """The OPL's key is not admitted (15.1); `motivo` is a stable code."""

    estado = 422
    codigo = "llave_no_admitida"
    titulo = "Llave no admitida"
